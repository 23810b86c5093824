import { choice, number, type Setting } from './setting.ts';

/** Images packed for search; validation is what train leaves of them. */
export const SEARCH_IMAGES = 12_000;

/** Families whose networks see images; the others read text. */
const onImages = ['micro', 'macro'] as const;

/** What the networks learn from. */
export const taskSettings = {
  text: choice({
    link: 'text',
    group: 'task',
    families: ['recurrent'],
    label: 'text',
    hint: 'What the networks learn to continue, character by character.',
    default: 'brackets',
    options: [
      { value: 'brackets', label: 'bracket grammar' },
      { value: 'd3-source', label: 'JavaScript (d3)' },
      { value: 'own-text', label: 'your own text' },
    ],
  }),
  textSteps: number({
    link: 'bptt',
    group: 'task',
    families: ['recurrent'],
    label: 'characters a window',
    hint: 'How far back a gradient runs; states go on beyond it. Scoring starts each window anew and counts its second half.',
    default: 32,
    min: 8,
    max: 64,
    step: 8,
    unit: 'characters',
  }),
  dataset: choice({
    link: 'data',
    group: 'task',
    families: onImages,
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
    families: onImages,
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
    families: onImages,
    label: 'train images',
    hint: 'Images that the weights learn from; the other search images validate.',
    default: 10_000,
    min: 1_000,
    max: 11_000,
    step: 500,
    unit: 'images',
  }),
} as const satisfies Record<string, Setting>;
