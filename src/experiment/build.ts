import { type AnySpace, createSpace, type SpaceConfig } from '../space/spaces.ts';
import { SEARCH_IMAGES, type Settings } from './settings.ts';

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

/** Classes of every image set so far. */
const IMAGE_CLASSES = 10;
/** Characters that each text has, or may have at most. */
const textCharacters: Readonly<Record<Settings['text'], number>> = { brackets: 7, 'd3-source': 101, 'own-text': 128 };
/** About as long as any text is. */
const TEXT_LENGTH = 600_000;

/** Classes or characters where no task is loaded. They decide what a child costs, not its choices. */
function classesOf({ family, text }: Settings): number {
  return family === 'recurrent' ? textCharacters[text] : IMAGE_CLASSES;
}

/** The space of these settings; without `classes`, before any task is loaded: to check and print children, and to draw. */
export function spaceOf(settings: Settings, classes = classesOf(settings)): AnySpace {
  return createSpace(spaceConfigOf(settings, classes));
}

/** Examples for search that the device holds; of a text, an estimate. */
export function examplesOf({ family, textSteps }: Settings): number {
  return family === 'recurrent' ? TEXT_LENGTH / textSteps : SEARCH_IMAGES;
}

/** What stays the same over all steps on the shared weights (`TrainingConfig` of the supernet). */
export function trainingConfigOf({ optimiser, weightDecay, decayUnused, clipNorm }: Settings) {
  return { optimiser, weightDecay, decayUnused, clipNorm };
}

/** Shared-weight steps of a whole search, warm-up included. */
export function plannedSteps(settings: Settings): number {
  return settings.warmUpSteps + settings.rounds * settings.stepsPerRound;
}

/** Policy updates of a whole search. */
export function plannedUpdates(settings: Settings): number {
  return settings.rounds * settings.updatesPerRound;
}
