import { randomStream, type RandomStream } from '../math/random.ts';
import { mean } from '../math/statistics.ts';
import { PROBE_PART } from '../math/streams.ts';
import type { Policy, PolicySample, PolicyUpdate } from '../policy/policy.ts';
import { type ChildScore, NonFiniteError, type PendingScores } from '../supernet/supernet.ts';
import type { Batch } from '../task/task.ts';
import { EpochOrder, type EpochOrderState } from './batches.ts';
import type { PolicyEvent, PolicyProbe, ScoredChild } from '../experiment/events.ts';
import { meanDistributions } from './marginals.ts';
import { isProbed, probeOf } from './probe.ts';
import { costPenaltyOf } from './reward.ts';
import { rewarded } from './score.ts';
import type { SearchContext } from './context.ts';

export interface PolicyStepsState {
  readonly done: number;
  /** Children numbered so far. */
  readonly children: number;
  /** Sampled at the end of the last update; null before the first. */
  readonly next: readonly PolicySample[] | null;
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
  #next: readonly PolicySample[] | null = null;

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
   * One update (methods/enas (4)–(7)): scores the children that the policy sampled at the end of the update before, all
   * on one random validation minibatch, learns, and samples the next ones. On the engine that is one read from the
   * device; the first update and a probed one read more.
   * Rejects with a `NonFiniteError` if a score or the gradient is not a number.
   */
  async step(): Promise<Omit<PolicyEvent, 'round' | 'step'>> {
    const { settings, supernet } = this.#context;
    const samples = this.#next ?? (await this.#policy.sample(settings.childrenPerUpdate));
    const batch = this.#order.next();
    const own = samples.map(({ architecture }) => architecture);
    const pending = supernet.submitScore(batch, own);
    const probed = isProbed(this.#done + 1, settings.updatesPerRound);
    const probe = probed ? await this.#submitProbe(batch, own.length) : null;
    const { scored, next, ...update } = await this.#learn(samples, pending, batch.indices.length);
    if (!Number.isFinite(update.gradientNorm)) throw new NonFiniteError('the policy’s gradient');
    this.#next = next;
    this.#done += 1;
    return {
      kind: 'policy',
      update: this.#done,
      children: scored.map((child, i) => ({
        ...child,
        number: ++this.#children,
        logProbability: samples[i]?.logProbability ?? NaN,
        advantage: update.advantages[i] ?? NaN,
      })),
      baseline: update.baseline,
      entropy: mean(samples.map(({ entropy }) => entropy)),
      gradientNorm: update.gradientNorm,
      marginals: meanDistributions(samples),
      probe: probe && (await probe(scored)),
    };
  }

  get state(): PolicyStepsState {
    const probePosition = this.#probeRandom.position;
    return { done: this.#done, children: this.#children, next: this.#next, order: this.#order.state, probePosition };
  }

  restore({ done, children, next, order, probePosition }: PolicyStepsState): void {
    this.#done = done;
    this.#children = children;
    this.#next = next;
    this.#order.restore(order);
    this.#probeRandom.position = probePosition;
  }

  /** Learns from scores without reading them first, where supernet and policy compute on the same device. */
  async #learn(
    samples: readonly PolicySample[],
    pending: PendingScores,
    images: number,
  ): Promise<PolicyUpdate & { readonly scored: readonly ScoredChild[] }> {
    const { settings, space } = this.#context;
    const count = settings.childrenPerUpdate;
    const ofSample = (i: number, score: ChildScore): ScoredChild =>
      rewarded(this.#context, samples[i]?.architecture ?? [], score);
    const updateOnDevice = this.#policy.updateOnDevice?.bind(this.#policy);
    const rows = updateOnDevice === undefined ? null : pending.take();
    if (updateOnDevice === undefined || rows === null) {
      const scored = (await pending.read()).map((score, i) => ofSample(i, score));
      const rewards = scored.map(({ reward }) => reward);
      return { scored, ...(await this.#policy.update(samples, rewards, count)) };
    }
    const { reward, rewardConstant } = settings;
    const formula = reward === 'perplexity' ? { perplexity: rewardConstant } : reward;
    const costPenalties = samples.map(({ architecture }) => costPenaltyOf(settings, space, architecture));
    const { scores, ...update } = await updateOnDevice(samples, { rows, reward: formula, costPenalties }, count);
    return { scored: scores.map((score, i) => ofSample(i, { ...score, images })), ...update };
  }

  /** Submits the scoring of the likeliest child and of `count` uniform ones, on the policy as it is before it learns. */
  async #submitProbe(batch: Batch, count: number): Promise<(own: readonly ScoredChild[]) => Promise<PolicyProbe>> {
    const { space, supernet } = this.#context;
    const { architecture: likeliest } = await this.#policy.mostLikely();
    const children = [likeliest, ...Array.from({ length: count }, () => space.sample(this.#probeRandom))];
    const scores = supernet.submitScore(batch, children).read();
    // Heard of where it is waited for; if the update fails, nobody does.
    scores.catch(() => undefined);
    return async (own) => {
      const scored = (await scores).map((score, i) => rewarded(this.#context, children[i] ?? [], score));
      const [first, ...uniform] = scored as [ScoredChild, ...ScoredChild[]];
      return probeOf(own, uniform, first);
    };
  }
}
