import { definePreset } from '../preset.ts';

/** The settings table's defaults are this preset. */
export const enasFashion = definePreset({
  id: 'enas-fashion',
  label: 'ENAS on Fashion-MNIST',
  summary: 'A controller learns to design cells that name clothes, while all its designs share one set of weights.',
  changes: {},
});
