import { definePreset } from '../preset.ts';

/** On digits shared weights rank children well only after some hundred steps (methods/defaults 2): warm up longer. */
export const enasMnist = definePreset({
  id: 'enas-mnist',
  label: 'ENAS on MNIST digits',
  summary: 'The same search on handwritten digits, where cells differ more and shared weights need a longer warm-up.',
  changes: { dataset: 'mnist', warmUpSteps: 300 },
});
