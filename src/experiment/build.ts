import { type AnySpace, createSpace, type SpaceConfig } from '../space/spaces.ts';
import { families } from './families/families.ts';
import type { Settings } from './settings.ts';
import { kindOf } from './task-kind.ts';

/** How settings become the configurations of the seams: one mapping for the worker, the page and the command line. */

/** The space and network of these settings on a data set of so many classes. */
export function spaceConfigOf(settings: Settings, classes: number): SpaceConfig {
  return families[settings.family].configOf(settings, classes);
}

/** The space of these settings; without `classes`, before any task is loaded: to check and print children, and to draw. */
export function spaceOf(settings: Settings, classes = kindOf(settings).classes(settings)): AnySpace {
  return createSpace(spaceConfigOf(settings, classes));
}

/** What stays the same over all steps on the shared weights (`TrainingConfig` of the supernet). */
export function trainingConfigOf({ optimiser, weightDecay, decayUnused, clipNorm }: Settings) {
  return { optimiser, weightDecay, decayUnused, clipNorm };
}
