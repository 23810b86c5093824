import { SEARCH_IMAGES } from '../../experiment/task-kinds/images.ts';
import type { TaskKindFacts } from './kind.ts';

/** The splits follow from the settings, before anything is loaded. */
export const images: TaskKindFacts = {
  data: 'dataset',
  whence: 'where the pictures come from',
  counts: ({ trainImages }, about) => ({
    train: trainImages,
    validation: SEARCH_IMAGES - trainImages,
    test: about?.counts.test ?? null,
  }),
  bound: () => null,
};
