import { definePreset } from '../preset.ts';
import { recurrent } from './enas-recurrent.ts';

export const enasJavascript = definePreset({
  id: 'enas-javascript',
  label: 'ENAS recurrent on JavaScript',
  summary: 'The controller designs a recurrent cell that learns to write the source of d3, character by character.',
  changes: { ...recurrent, text: 'd3-source' },
});
