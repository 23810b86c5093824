import type { EvaluatedEvent, PolicyEvent, ScoredChild } from './events.ts';
import type { RunHistory } from './history.ts';

/** The highest reward so far, wherever it rose, against what had been spent. Columns of equal length. */
export interface BestSoFar {
  readonly childSteps: readonly number[];
  readonly reward: readonly number[];
  /** Of the child that has it. */
  readonly accuracy: readonly number[];
}

/**
 * How the best reward grew with the child steps spent. Rewards are from few validation images, and on weights that go on
 * learning, so this says how a search went, not who is better.
 */
export function bestSoFar({
  weights,
  evaluated,
  policy,
}: Pick<RunHistory, 'weights' | 'evaluated' | 'policy'>): BestSoFar {
  const onShared = [0];
  for (const { others } of weights) onShared.push((onShared.at(-1) ?? 0) + 1 + others.length);
  const spentAt = (step: number) => onShared[Math.min(step, weights.length)] ?? 0;
  // A search that evaluates children one by one has counted them before its policy learned from them.
  const evaluations: readonly { readonly at: number; readonly child: ScoredChild }[] =
    evaluated.length > 0 ? fromEvaluated(evaluated, spentAt) : fromPolicy(policy, spentAt);
  const rises: { at: number; child: ScoredChild }[] = [];
  for (const evaluation of evaluations) {
    if (evaluation.child.reward <= (rises.at(-1)?.child.reward ?? -Infinity)) continue;
    if (rises.at(-1)?.at === evaluation.at) rises.pop();
    rises.push(evaluation);
  }
  return {
    childSteps: rises.map(({ at }) => at),
    reward: rises.map(({ child }) => child.reward),
    accuracy: rises.map(({ child }) => child.accuracy),
  };
}

function fromEvaluated(evaluated: readonly EvaluatedEvent[], spentAt: (step: number) => number) {
  let alone = 0;
  return evaluated.map(({ step, child, trainedSteps }) => {
    alone += trainedSteps;
    return { at: spentAt(step) + alone, child };
  });
}

function fromPolicy(policy: readonly PolicyEvent[], spentAt: (step: number) => number) {
  return policy.flatMap(({ step, children }) => children.map((child) => ({ at: spentAt(step), child })));
}
