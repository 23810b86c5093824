import { expect, test } from 'vitest';
import { bestSoFar } from '../../../src/experiment/best-so-far.ts';
import { emptyHistory, type RunHistory } from '../../../src/experiment/history.ts';
import type { EvaluatedEvent, PolicyEvent, WeightsEvent } from '../../../src/experiment/events.ts';

const child = (reward: number) => ({ architecture: [0], reward, accuracy: -reward, crossEntropy: 1, images: 64 });

function weights(steps: number, childrenPerStep: number): WeightsEvent[] {
  return Array.from({ length: steps }, (_, index) => ({
    kind: 'weights',
    step: index + 1,
    round: 1,
    warmUp: false,
    architecture: [0],
    others: Array.from({ length: childrenPerStep - 1 }, () => [0]),
    loss: 1,
    accuracy: 0,
    gradientNorm: 0,
    learningRate: 0,
  }));
}

function update(step: number, rewards: readonly number[]): PolicyEvent {
  const children = rewards.map((reward) => ({ ...child(reward), number: 1, logProbability: 0, advantage: 0 }));
  return {
    kind: 'policy',
    update: 1,
    round: 1,
    step,
    children,
    baseline: 0,
    entropy: 0,
    gradientNorm: 0,
    marginals: [],
    probe: null,
  };
}

function evaluated(number: number, step: number, trainedSteps: number, reward: number): EvaluatedEvent {
  return { kind: 'evaluated', number, round: 1, step, child: child(reward), trainedSteps, parent: null };
}

test.each<[string, Partial<RunHistory>, readonly (readonly [number, number])[]]>([
  ['nothing', {}, []],
  [
    'policy updates between shared steps of four children',
    { weights: weights(3, 4), policy: [update(1, [-3, -2]), update(2, [-2.5]), update(3, [-1])] },
    [
      [4, -2],
      [12, -1],
    ],
  ],
  [
    'children trained alone',
    { evaluated: [evaluated(1, 0, 60, -2), evaluated(2, 0, 60, -3), evaluated(3, 0, 60, -1)] },
    [
      [60, -2],
      [180, -1],
    ],
  ],
  [
    'children on shared weights; a policy that learns from them counts nothing again',
    { weights: weights(2, 1), evaluated: [evaluated(1, 2, 0, -2)], policy: [update(2, [-1])] },
    [[2, -2]],
  ],
])('rises with %s', (_, history, expected) => {
  const { childSteps, reward, accuracy } = bestSoFar({ ...emptyHistory, ...history });
  expect(childSteps.map((at, index) => [at, reward[index]])).toEqual(expected);
  expect(accuracy).toEqual(expected.map(([, value]) => -value));
});
