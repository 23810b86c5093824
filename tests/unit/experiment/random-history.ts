import { HistoryBuilder } from '../../../src/experiment/history.ts';
import type { RandomStream } from '../../../src/math/random.ts';
import type { PolicyEvent, ScoredChild, WeightsEvent } from '../../../src/experiment/events.ts';
import type { RankedChild } from '../../../src/experiment/studies/ranking.ts';
import type { RetrainedCell } from '../../../src/experiment/studies/retraining.ts';
import type { Space } from '../../../src/space/space.ts';

/**
 * A finished run of the shape that a search gives, with made-up numbers in all their digits; with `looks` children
 * evaluated one by one.
 */
export function randomHistory(space: Space, updates: number, random: RandomStream, looks = 0): HistoryBuilder {
  const history = new HistoryBuilder();
  const uniform = () => random.uniform() + random.uniform() / 2 ** 24;
  const fraction = () => Math.min(1, uniform());
  let number = 0;

  const scored = (): ScoredChild => ({
    architecture: space.sample(random),
    reward: -3 * uniform(),
    accuracy: fraction(),
    crossEntropy: 3 * uniform(),
    images: 64,
  });
  const weightsEvent = (step: number): WeightsEvent => ({
    kind: 'weights',
    step,
    round: Math.ceil(step / 3),
    warmUp: step < 4,
    architecture: space.sample(random),
    others: Array.from({ length: step % 3 }, () => space.sample(random)),
    loss: 3 * uniform(),
    accuracy: fraction(),
    gradientNorm: 1e4 * uniform(),
    learningRate: 0.01 * uniform(),
  });
  const policyEvent = (update: number): PolicyEvent => ({
    kind: 'policy',
    update,
    round: update,
    step: update,
    children: Array.from({ length: 4 }, () => ({
      ...scored(),
      number: ++number,
      logProbability: -40 * uniform(),
      advantage: uniform() - 0.5,
    })),
    baseline: -uniform(),
    entropy: 50 * uniform(),
    gradientNorm: uniform(),
    marginals: space.decisions.map(({ choices }) => choices.map(() => fraction())),
    probe:
      update % 5 > 0
        ? null
        : {
            policy: { reward: -uniform(), accuracy: fraction() },
            uniform: { reward: -uniform(), accuracy: fraction() },
            likeliest: { reward: -uniform(), accuracy: fraction(), architecture: space.sample(random) },
            images: 64,
          },
  });
  for (let update = 1; update <= updates; update++) {
    history.addSearch(weightsEvent(update));
    history.addSearch(policyEvent(update));
  }
  for (let number = 1; number <= looks; number++) {
    history.addSearch({
      kind: 'evaluated',
      number,
      round: 1,
      step: updates,
      child: scored(),
      trainedSteps: 60 * (number % 2),
      parent: number > 4 ? number - 3 : null,
    });
  }
  history.addSearch({
    kind: 'derived',
    round: updates,
    step: updates,
    update: updates,
    images: 256,
    children: Array.from({ length: 5 }, scored),
  });
  history.addSearch({ kind: 'finished' });

  const cell = (role: RetrainedCell['role']): RetrainedCell => ({
    role,
    architecture: space.sample(random),
    testAccuracy: fraction(),
    testCrossEntropy: uniform(),
    testImages: 2_000,
    trainLoss: uniform(),
    parameters: 123_456_789,
    multiplyAdds: 1_234_567_891,
    hasConvolution: true,
  });
  history.startStudy('retraining');
  history.addStudy('retraining', {
    kind: 'retrain-done',
    cells: (['derived', 'hand-made', 'random', 'random', 'own'] as const).map(cell),
    rank: { better: 1, of: 2, p: 2 / 3 },
    rankWithConvolution: { better: 1, of: 2, p: 2 / 3 },
  });
  const ranked = (): RankedChild => ({
    architecture: space.sample(random),
    sharedAccuracy: fraction(),
    sharedCrossEntropy: uniform(),
    sharedImages: 256,
    aloneAccuracy: fraction(),
    aloneCrossEntropy: uniform(),
    aloneImages: 1_728,
    counted: random.integer(9),
    multiplyAdds: 1_234_567,
  });
  const estimate = { value: uniform() - 0.5, low: -fraction(), high: null };
  history.startStudy('ranking');
  history.addStudy('ranking', {
    kind: 'ranking-done',
    children: [ranked(), ranked(), ranked()],
    agreements: [{ predictor: 'loss', tau: estimate, rho: estimate, tauFixingCounted: null }],
  });
  return history;
}
