import type { ForeignFormat } from './format.ts';

/** The choices of a model space of NNI (Retiarii) by label. */
export const nni: ForeignFormat = {
  looks: /["'](?:normal|reduce)\/(?:op|input)_\d+_\d+["']\s*:/,
  name: 'This is an architecture of NNI',
  advice: 'It names the choices of a model space that is not here. What can be read are arcs of the ENAS scripts.',
};
