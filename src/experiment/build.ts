import { type AnySpace, createSpace, type SpaceConfig } from '../space/spaces.ts';
import { learnedOf } from './learning.ts';
import type { Settings } from './settings.ts';

/** How settings become the configurations of the seams: one mapping for the worker, the page and the command line. */

/** The space and network of these settings on a data set of so many classes. */
export function spaceConfigOf(settings: Settings, classes: number): SpaceConfig {
  const image = { stem: settings.stem, imageSide: Number(settings.imageSide), classes };
  switch (settings.family) {
    case 'micro':
      return {
        family: 'micro',
        nodes: settings.nodes,
        operations: settings.operations,
        channels: settings.channels,
        stages: settings.stages,
        cellsPerStage: settings.cellsPerStage,
        ...image,
      };
    case 'macro':
      return {
        family: 'macro',
        layers: settings.layers,
        operations: settings.layerOperations,
        channels: settings.layerChannels,
        ...image,
      };
    case 'recurrent':
      return {
        family: 'recurrent',
        nodes: settings.cellNodes,
        activations: settings.activations,
        width: settings.width,
        output: settings.cellOutput,
        keys: settings.cellKeys,
        vocabulary: classes,
        steps: settings.textSteps,
      };
  }
}

/** The space of these settings; without `classes`, before any task is loaded: to check and print children, and to draw. */
export function spaceOf(settings: Settings, classes = learnedOf(settings).classes(settings)): AnySpace {
  return createSpace(spaceConfigOf(settings, classes));
}

/** What stays the same over all steps on the shared weights (`TrainingConfig` of the supernet). */
export function trainingConfigOf({ optimiser, weightDecay, decayUnused, clipNorm }: Settings) {
  return { optimiser, weightDecay, decayUnused, clipNorm };
}
