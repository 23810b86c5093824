import { choice, number, type Setting } from './setting.ts';

/** Images packed for search; validation is what train leaves of them. */
export const SEARCH_IMAGES = 12_000;

/** What the networks learn from. */
export const taskSettings = {
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
