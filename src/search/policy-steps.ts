import { randomStream, type RandomStream } from '../math/random.ts';
import { mean } from '../math/statistics.ts';
import type { Policy, PolicySample } from '../policy/policy.ts';
import { NonFiniteError } from '../supernet/supernet.ts';
import { EpochOrder, type EpochOrderState } from './batches.ts';
import type { PolicyEvent, PolicyProbe, ScoredChild } from './events.ts';
import { isProbed, probeOf } from './probe.ts';
import { scoreChildren } from './score.ts';
import type { SearchContext } from './strategy.ts';

/** `randomStream` part of 'uniform-sampling' for probes, so that they do not shift the training's uniform children. */
const PROBE_PART = 1;

export interface PolicyStepsState {
  readonly done: number;
  /** Children numbered so far. */
  readonly children: number;
  readonly order: EpochOrderState;
  /** Of the stream of uniform children that the policy is compared with. */
  readonly probePosition: number;
}

/** Teaches a policy step by step on the validation split, with the shared weights as they are. */
export class PolicySteps {
  readonly #context: SearchContext;
  readonly #policy: Policy;
  readonly #order: EpochOrder;
  readonly #probeRandom: RandomStream;
  #done = 0;
  #children = 0;

  constructor(context: SearchContext, policy: Policy) {
    const { seed, rewardBatch } = context.settings;
    const { count } = context.task.validation;
    this.#context = context;
    this.#policy = policy;
    this.#order = new EpochOrder('validation', count, rewardBatch, randomStream(seed, 'reward-order'));
    this.#probeRandom = randomStream(seed, 'uniform-sampling', PROBE_PART);
  }

  /** Updates done so far. */
  get done(): number {
    return this.#done;
  }

  /**
   * One update (methods/enas (4)–(7)): samples children, scores all on one random validation minibatch, learns.
   * Rejects with a `NonFiniteError` if a reward or the gradient is not a number.
   */
  async step(): Promise<Omit<PolicyEvent, 'round' | 'step'>> {
    const { settings } = this.#context;
    const samples = await this.#policy.sample(settings.childrenPerUpdate);
    const probed = isProbed(this.#done + 1, settings.updatesPerRound);
    const { scored, probe } = await this.#score(samples, probed);
    const rewards = scored.map(({ reward }) => reward);
    const { baseline, advantages, gradientNorm } = await this.#policy.update(samples, rewards);
    if (!Number.isFinite(gradientNorm)) throw new NonFiniteError('the policy’s gradient');
    this.#done += 1;
    return {
      kind: 'policy',
      update: this.#done,
      children: scored.map((child, i) => ({
        ...child,
        number: ++this.#children,
        logProbability: samples[i]?.logProbability ?? NaN,
        advantage: advantages[i] ?? NaN,
      })),
      baseline,
      entropy: mean(samples.map(({ entropy }) => entropy)),
      gradientNorm,
      marginals: meanDistributions(samples),
      probe,
    };
  }

  get state(): PolicyStepsState {
    const probePosition = this.#probeRandom.position;
    return { done: this.#done, children: this.#children, order: this.#order.state, probePosition };
  }

  restore({ done, children, order, probePosition }: PolicyStepsState): void {
    this.#done = done;
    this.#children = children;
    this.#order.restore(order);
    this.#probeRandom.position = probePosition;
  }

  async #score(
    samples: readonly PolicySample[],
    probed: boolean,
  ): Promise<{ scored: ScoredChild[]; probe: PolicyProbe | null }> {
    const batch = [this.#order.next()];
    const own = samples.map(({ architecture }) => architecture);
    if (!probed) return { scored: await scoreChildren(this.#context, batch, own), probe: null };
    const { architecture: likeliest } = await this.#policy.mostLikely();
    const uniform = own.map(() => this.#context.space.sample(this.#probeRandom));
    const all = await scoreChildren(this.#context, batch, [likeliest, ...own, ...uniform]);
    const [first, ...rest] = all as [ScoredChild, ...ScoredChild[]];
    const scored = rest.slice(0, own.length);
    return { scored, probe: probeOf(scored, rest.slice(own.length), first) };
  }
}

/** For each decision the mean over children of its distribution. */
function meanDistributions(samples: readonly PolicySample[]): number[][] {
  return (samples[0]?.distributions ?? []).map((distribution, decision) =>
    Array.from(distribution, (_, choice) => mean(samples.map((s) => s.distributions[decision]?.[choice] ?? NaN))),
  );
}
