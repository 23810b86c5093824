import { mean } from '../math/statistics.ts';
import { spaceController } from '../policy/lstm/families.ts';
import type { Policy, PolicySample, PolicySnapshot } from '../policy/policy.ts';
import { NonFiniteError } from '../supernet/supernet.ts';
import type { SearchCheckpoint } from './checkpoint.ts';
import type { Chooser } from './chooser.ts';
import { controllerOf } from './controller.ts';
import type { Evaluator, Standing } from './evaluator.ts';
import type { EvaluatedEvent, PolicyEvent, SearchEvent } from '../experiment/events.ts';
import { meanDistributions } from './marginals.ts';
import type { SearchContext } from './context.ts';
import { runSearch } from './runner.ts';
import type { MethodRunner, Search } from './search.ts';

/**
 * NAS without sharing (Zoph & Le, "Neural architecture search with reinforcement learning", 2017; methods/enas 7.1): the
 * controller and its updates as in ENAS, but each sampled child is trained alone for a few steps before it is scored.
 */
export const reinforceScratch: MethodRunner = {
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
  return runSearch(context, create, from);
}

interface ReinforceState {
  readonly samples: readonly PolicySample[];
  readonly scored: readonly EvaluatedEvent[];
  readonly updates: number;
  readonly policy: PolicySnapshot;
}

class ReinforceAlone implements Chooser<ReinforceState> {
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

  get evaluations(): number {
    return this.#evaluator.done;
  }

  async *evaluate({ round }: Standing): AsyncGenerator<SearchEvent, void, unknown> {
    if (this.#samples.length === 0) {
      this.#samples = await this.#policy.sample(this.#context.settings.childrenPerUpdate);
    }
    const next = this.#samples.slice(this.#scored.length, this.#scored.length + 1);
    const candidates = next.map(({ architecture }) => ({ architecture, parent: null }));
    this.#scored.push(...(yield* this.#evaluator.alone(candidates)));
    if (this.#scored.length === this.#samples.length) yield await this.#learn(round);
  }

  candidates(): null {
    return null;
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
