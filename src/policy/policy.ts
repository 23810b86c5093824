import type { DeviceRows } from '../engine/device-rows.ts';
import type { RandomStream } from '../math/random.ts';
import type { Architecture } from '../space/space.ts';

/** One sampled child with everything the controller thought while sampling it. */
export interface PolicySample {
  readonly architecture: Architecture;
  /** log π of the whole child, in nats. */
  readonly logProbability: number;
  /** Sum over decisions of the exact entropy of each conditional distribution, in nats. */
  readonly entropy: number;
  /** One distribution a decision, in the order of `Space.decisions`, conditional on this child's earlier choices. */
  readonly distributions: readonly Float32Array[];
}

/** What one policy step did. */
export interface PolicyUpdate {
  /** Moving average of rewards after this step (methods/enas (6)). */
  readonly baseline: number;
  /** Reward (with the entropy bonus where it is one) minus baseline, one a child. */
  readonly advantages: readonly number[];
  /** Where it is not finite, the policy is as it was before the step, and there are no next children. */
  readonly gradientNorm: number;
  /** Children of the policy as it is after the step; as many as were asked for. */
  readonly next: readonly PolicySample[];
}

/** Children's scores that stay on the device, and how rewards are made of them there. */
export interface DeviceScores {
  /** A row (cross-entropy, accuracy) a child; there once the work that leaves them is submitted. */
  readonly rows: Promise<DeviceRows>;
  /** A child's reward before its penalty: accuracy, minus cross-entropy, or that constant over its perplexity. */
  readonly reward: 'accuracy' | 'crossEntropy' | { readonly perplexity: number };
  /** What is taken off the reward for the work that a child costs, one number a child. */
  readonly costPenalties: readonly number[];
}

/** What one policy step from scores on the device did, and what it learned from. */
export interface ScoredUpdate extends PolicyUpdate {
  readonly scores: readonly { readonly crossEntropy: number; readonly accuracy: number }[];
}

/** Parameters, optimiser state, baseline and stream position: enough to go on exactly. */
export interface PolicySnapshot {
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array }>;
  readonly baseline: number | null;
  readonly updates: number;
  readonly position: number;
}

/** A distribution over the architectures of one space, learned from rewards. */
export interface Policy {
  /**
   * Draws `count` children at once; one read from the device. `random` replaces the policy's own stream, so that a look
   * at the policy on the way does not change the search.
   */
  sample(count: number, random?: RandomStream): Promise<PolicySample[]>;
  /** The child made of the likeliest choice at each decision, given the earlier ones. Draws no random numbers. */
  mostLikely(): Promise<PolicySample>;
  /**
   * One step of gradient ascent on expected reward from children that this policy, as it is, sampled. Then draws `next`
   * children (0 where it is left out) from the policy's own stream.
   */
  update(samples: readonly PolicySample[], rewards: readonly number[], next?: number): Promise<PolicyUpdate>;
  /**
   * As `update`, from scores that nobody has read: one read from the device brings all there is to know. Missing where
   * the policy does not compute on a device.
   */
  updateOnDevice?(samples: readonly PolicySample[], scores: DeviceScores, next?: number): Promise<ScoredUpdate>;
  /** Highest probability any choice of each decision can reach under the logit bound; 1 where unbounded. */
  readonly largestProbability: readonly number[];
  snapshot(): Promise<PolicySnapshot>;
  restore(snapshot: PolicySnapshot): void;
  dispose(): void;
}
