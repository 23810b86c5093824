import type { UpdateRule } from './optimiser.ts';

const MOMENTUM = 0.9;

/** Nesterov's momentum as SGD libraries have it: v ← µv + g, w ← w − η(g + µv). */
export const nesterov: UpdateRule = {
  name: 'nesterov',
  quantities: 1,
  code: /* wgsl */ `
  let velocity = ${MOMENTUM} * first[at] + g;
  first[at] = velocity;
  weights[at] -= learning_rate * (g + ${MOMENTUM} * velocity);`,
  corrections: () => [1, 1],
};
