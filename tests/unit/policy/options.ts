import type { LstmPolicyOptions } from '../../../src/policy/lstm/lstm-policy.ts';
import type { Space } from '../../../src/space/space.ts';

/** Sensible options for a small controller; `overrides` change some. */
export function optionsFor(
  space: Pick<Space, 'id' | 'decisions'>,
  overrides: Partial<LstmPolicyOptions> = {},
): LstmPolicyOptions {
  return {
    space,
    seed: 3,
    hiddenUnits: 8,
    temperature: 1,
    tanhConstant: 2.5,
    operationTanhReduction: 1,
    convolutionBias: false,
    skipTarget: 0.4,
    skipWeight: 0,
    skipForm: 'rate',
    learningRate: 0.05,
    entropyWeight: 0,
    entropyMode: 'loss',
    baselineDecay: 0.9,
    baselineStart: 'first-rewards',
    baselineKind: 'moving',
    ...overrides,
  };
}

/** What the ENAS scripts use for micro cells on CIFAR-10 (methods/enas section 6). */
export const enasMicro = {
  hiddenUnits: 64,
  tanhConstant: 1.1,
  operationTanhReduction: 2.5,
  convolutionBias: true,
  learningRate: 0.0035,
  entropyWeight: 0.0001,
  entropyMode: 'reward',
  baselineDecay: 0.99,
  baselineStart: 'zero',
} as const satisfies Partial<LstmPolicyOptions>;
