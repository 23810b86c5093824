import type { Conflict } from '../conflict.ts';
import { accuracy } from '../measures/accuracy.ts';
import { choice, number, type Setting, type ValuesOf } from '../settings/setting.ts';
import type { TaskKindDescriptor } from './kind.ts';

/** Images packed for search; validation is what train leaves of them. */
export const SEARCH_IMAGES = 12_000;

/** Of every image set so far. */
const CLASSES = 10;

export const imageSettings = {
  dataset: choice({
    link: 'data',
    group: 'task',
    label: 'data set',
    hint: 'Which pictures the networks learn to name.',
    default: 'fashion-mnist',
    options: [
      { value: 'fashion-mnist', label: 'Fashion-MNIST' },
      { value: 'mnist', label: 'MNIST digits' },
    ],
  }),
  imageSide: choice({
    link: 'side',
    group: 'task',
    label: 'image side',
    hint: 'Pixels a side; smaller images are 2×2 means of the packed 28 × 28.',
    default: '14',
    options: [
      { value: '28', label: '28 × 28' },
      { value: '14', label: '14 × 14' },
      { value: '7', label: '7 × 7' },
    ],
  }),
  trainImages: number({
    link: 'train',
    group: 'task',
    label: 'train images',
    hint: 'Images that the weights learn from; the other search images validate.',
    default: 10_000,
    min: 1_000,
    max: 11_000,
    step: 500,
    unit: 'images',
  }),
} as const satisfies Record<string, Setting>;

type ImageValues = ValuesOf<typeof imageSettings>;

/** Common settings that name so many images. */
type Batches = Readonly<Record<'batch' | 'rewardBatch' | 'deriveImages', number>>;

/** Pictures of one size, each of a class. */
export const images = {
  noun: 'images',
  exampleNoun: 'images',
  perPrediction: 'an image',
  perExample: 'an image',
  measure: accuracy,
  settings: imageSettings,
  uses: [],
  trainedIn: () => 1,
  scoredIn: () => 1,
  classes: () => CLASSES,
  examples: () => SEARCH_IMAGES,
  conflicts,
  needsOwnText: () => false,
} as const satisfies TaskKindDescriptor;

function conflicts({ batch, rewardBatch, deriveImages, trainImages }: ImageValues & Batches) {
  const found: Conflict<keyof Batches | keyof ImageValues>[] = [];
  const validation = SEARCH_IMAGES - trainImages;

  if (batch > trainImages) {
    found.push({
      key: 'batch',
      against: 'trainImages',
      sentence: `A batch of ${batch} is more than the ${trainImages} train images.`,
    });
  }
  if (rewardBatch > validation) {
    found.push({
      key: 'rewardBatch',
      against: 'trainImages',
      sentence: `A reward batch of ${rewardBatch} is more than the ${validation} validation images.`,
    });
  }
  if (deriveImages > validation) {
    found.push({
      key: 'deriveImages',
      against: 'trainImages',
      sentence: `Deriving on ${deriveImages} images is more than the ${validation} validation images.`,
    });
  }
  return found;
}
