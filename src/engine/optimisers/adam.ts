import type { UpdateRule } from './optimiser.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma and Ba 2015, algorithm 1). The bias corrections count the steps of each parameter by itself: one first
 * used late starts as carefully as one used from the start.
 */
export const adam: UpdateRule = {
  name: 'adam',
  quantities: 2,
  code: /* wgsl */ `
  let mean = ${BETA_1} * first[at] + ${1 - BETA_1} * g;
  let square = ${BETA_2} * second[at] + ${1 - BETA_2} * g * g;
  first[at] = mean;
  second[at] = square;
  weights[at] -= learning_rate * (mean * correction.x) / (sqrt(square * correction.y) + ${EPSILON});`,
  corrections: (steps) => [1 / (1 - BETA_1 ** steps), 1 / (1 - BETA_2 ** steps)],
};
