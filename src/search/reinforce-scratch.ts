import { mean } from '../math/statistics.ts';
import { spaceController } from '../policy/lstm/families.ts';
import type { Policy, PolicySample, PolicySnapshot } from '../policy/policy.ts';
import { NonFiniteError } from '../supernet/supernet.ts';
import type { SearchCheckpoint } from './checkpoint.ts';
import { type ChildSearch, searchChildren } from './child-search.ts';
import { controllerOf } from './controller.ts';
import type { Evaluator } from './evaluator.ts';
import type { EvaluatedEvent, PolicyEvent, SearchEvent } from '../experiment/events.ts';
import { meanDistributions } from './marginals.ts';
import type { SearchContext } from './context.ts';
import type { Search, Strategy } from './strategy.ts';

/**
 * NAS without sharing (Zoph & Le, "Neural architecture search with reinforcement learning", 2017; methods/enas 7.1): the
 * controller and its updates as in ENAS, but each sampled child is trained alone for a few steps before it is scored.
 */
export const reinforceScratch: Strategy = {
  id: 'reinforce-scratch',
  label: 'REINFORCE without sharing',
  summary:
    'The LSTM controller samples children; each is trained alone for a few steps, and the controller learns by ' +
    'REINFORCE from their validation scores.',
  steps: ['child', 'policy', 'round'],
  run: (context, from) => reinforceAlone(context, () => controllerOf(context), from),
  largestProbability: ({ settings, space }) => spaceController(space, settings).largestProbability,
};

/** The same for any policy, which is disposed at the end. */
export function reinforceAlone(
  context: SearchContext,
  createPolicy: () => Policy | Promise<Policy>,
  from?: SearchCheckpoint,
): Search {
  const create = async (evaluator: Evaluator) => new ReinforceAlone(context, evaluator, await createPolicy());
  return searchChildren(context, create, from);
}

interface ReinforceState {
  readonly samples: readonly PolicySample[];
  readonly scored: readonly EvaluatedEvent[];
  readonly updates: number;
  readonly policy: PolicySnapshot;
}

class ReinforceAlone implements ChildSearch<ReinforceState> {
  readonly #context: SearchContext;
  readonly #evaluator: Evaluator;
  readonly #policy: Policy;
  #samples: readonly PolicySample[] = [];
  #scored: EvaluatedEvent[] = [];
  updates = 0;

  constructor(context: SearchContext, evaluator: Evaluator, policy: Policy) {
    this.#context = context;
    this.#evaluator = evaluator;
    this.#policy = policy;
  }

  async *look(round: number): AsyncGenerator<SearchEvent, void, unknown> {
    if (this.#samples.length === 0) {
      this.#samples = await this.#policy.sample(this.#context.settings.childrenPerUpdate);
    }
    const next = this.#samples.slice(this.#scored.length, this.#scored.length + 1);
    const candidates = next.map(({ architecture }) => ({ architecture, parent: null }));
    this.#scored.push(...(yield* this.#evaluator.alone(candidates)));
    if (this.#scored.length === this.#samples.length) yield await this.#learn(round);
  }

  finalists(): readonly [] {
    return [];
  }

  async state(): Promise<ReinforceState> {
    const [samples, scored, updates] = [this.#samples, [...this.#scored], this.updates];
    return { samples, scored, updates, policy: await this.#policy.snapshot() };
  }

  restore({ samples, scored, updates, policy }: ReinforceState): void {
    this.#samples = samples;
    this.#scored = [...scored];
    this.updates = updates;
    this.#policy.restore(policy);
  }

  dispose(): void {
    this.#policy.dispose();
  }

  async #learn(round: number): Promise<PolicyEvent> {
    const samples = this.#samples;
    const scored = this.#scored;
    this.#samples = [];
    this.#scored = [];
    const rewards = scored.map(({ child }) => child.reward);
    const { baseline, advantages, gradientNorm } = await this.#policy.update(samples, rewards);
    if (!Number.isFinite(gradientNorm)) throw new NonFiniteError('the policy’s gradient');
    this.updates += 1;
    return {
      kind: 'policy',
      update: this.updates,
      round,
      step: 0,
      children: scored.map(({ child, number }, i) => ({
        ...child,
        number,
        logProbability: samples[i]?.logProbability ?? NaN,
        advantage: advantages[i] ?? NaN,
      })),
      baseline,
      entropy: mean(samples.map(({ entropy }) => entropy)),
      gradientNorm,
      marginals: meanDistributions(samples),
      probe: null,
    };
  }
}
