import { classExamples } from '../../task/examples.ts';
import { loadTask } from '../../task/load.ts';
import type { ImageTask } from '../../task/task.ts';
import type { TaskKindSource } from './kind.ts';

const EXAMPLES_PER_CLASS = 3;

/** Packed images, shown by a few of each class. */
export const images: TaskKindSource<ImageTask> = {
  key: ({ dataset, imageSide, trainImages }) => [dataset, imageSide, trainImages].join(' '),
  load: ({ dataset, imageSide, trainImages }, { baseUrl, onProgress }) =>
    loadTask({ baseUrl, onProgress, dataset, side: Number(imageSide), trainImages }),
  describe: ({ manifest, train, validation, classes, side }) => ({
    manifest,
    counts: { train: train.count, validation: validation.count, test: manifest.test.images },
    examples: {
      kind: 'images',
      classes,
      side,
      perClass: EXAMPLES_PER_CLASS,
      pixels: classExamples(train, classes.length, EXAMPLES_PER_CLASS),
    },
  }),
};
