import { definePreset } from '../preset.ts';

/** Six layers of eight channels: three residual pairs' worth of depth, and one pool after each third. */
export const enasMacro = definePreset({
  id: 'enas-macro',
  label: 'ENAS macro on Fashion-MNIST',
  summary: 'The controller designs the whole network: an operation for every layer, and which earlier layers to add.',
  changes: { family: 'macro' },
});
