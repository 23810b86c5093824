import type { UpdateRule } from './optimiser.ts';

const BETA_2 = 0.999;
const EPSILON = 1e-3;

/**
 * Adam with β₁ = 0 in the form of Kingma and Ba 2015, end of section 2: ε stands beside the root of the uncorrected
 * second moment, so that the first steps are gentle.
 */
export const rmsAdam: UpdateRule = {
  name: 'adam without first moment',
  quantities: 1,
  code: /* wgsl */ `
  let square = ${BETA_2} * first[at] + ${1 - BETA_2} * g * g;
  first[at] = square;
  weights[at] -= learning_rate * correction.x * g / (sqrt(square) + ${EPSILON});`,
  corrections: (steps) => [Math.sqrt(1 - BETA_2 ** steps), 1],
};
