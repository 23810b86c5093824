import type { Architecture } from '../space/space.ts';
import type { ChildScore } from '../supernet/supernet.ts';

/** A child and its score on shared weights. */
export interface ScoredChild extends ChildScore {
  readonly architecture: Architecture;
  /** What the policy was given for it, before baseline and entropy bonus. */
  readonly reward: number;
}

/** A child that the policy sampled, scored and learned from. */
export interface PolicyChild extends ScoredChild {
  /** Running number over the whole search, from 1. */
  readonly number: number;
  readonly logProbability: number;
  readonly advantage: number;
}

/** Mean scores of three ways to choose children, on the same validation images (methods/enas section 8). */
export interface PolicyProbe {
  /** Mean reward and accuracy over as many children each as one update samples; `likeliest` is one child. */
  readonly policy: { readonly reward: number; readonly accuracy: number };
  readonly uniform: { readonly reward: number; readonly accuracy: number };
  readonly likeliest: { readonly reward: number; readonly accuracy: number; readonly architecture: Architecture };
  readonly images: number;
}

/** One shared-weight step. Loss and accuracy are on the training batch, means over its children. */
export interface WeightsEvent {
  readonly kind: 'weights';
  /** Steps done so far, this one included. */
  readonly step: number;
  readonly round: number;
  readonly warmUp: boolean;
  /** The child that is shown. */
  readonly architecture: Architecture;
  /** The step's other children; empty where it trained one. */
  readonly others: readonly Architecture[];
  readonly loss: number;
  readonly accuracy: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
}

/** One policy step. */
export interface PolicyEvent {
  readonly kind: 'policy';
  /** Updates done so far, this one included. */
  readonly update: number;
  readonly round: number;
  /** Shared-weight steps done before it. */
  readonly step: number;
  readonly children: readonly PolicyChild[];
  readonly baseline: number;
  /** Mean entropy of the children's conditional distributions, nats. */
  readonly entropy: number;
  readonly gradientNorm: number;
  /** One distribution a decision: mean over the update's children, before the update. */
  readonly marginals: readonly (readonly number[])[];
  readonly probe: PolicyProbe | null;
}

/** A new phase begins; lets the page light it up before its first result is there. */
export interface PhaseEvent {
  readonly kind: 'phase';
  readonly phase: 'warm-up' | 'weights' | 'policy' | 'derive';
  readonly round: number;
}

export interface DeriveProgressEvent {
  readonly kind: 'derive-progress';
  readonly scored: number;
  readonly of: number;
  readonly best: ScoredChild;
}

/** The outcome so far: children sampled from the policy, all scored on the same validation images, best first. */
export interface DerivedEvent {
  readonly kind: 'derived';
  readonly round: number;
  readonly step: number;
  readonly update: number;
  readonly images: number;
  readonly children: readonly ScoredChild[];
}

export interface FinishedEvent {
  readonly kind: 'finished';
}

export type SearchEvent = PhaseEvent | WeightsEvent | PolicyEvent | DeriveProgressEvent | DerivedEvent | FinishedEvent;

/** One network of the comparison: trained from scratch for the same steps, seen by the test split once. */
export interface RetrainedCell {
  readonly role: 'derived' | 'hand-made' | 'random' | 'own';
  readonly architecture: Architecture;
  readonly testAccuracy: number;
  readonly testCrossEntropy: number;
  readonly testImages: number;
  readonly trainLoss: number;
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly hasConvolution: boolean;
}

/** Where the derived cell stands among random ones. Ties count as not better. */
export interface RankTest {
  readonly better: number;
  readonly of: number;
  /** Exact: (random cells at least as good + 1) / (random cells + 1). */
  readonly p: number;
}

export type RetrainEvent =
  | {
      readonly kind: 'retrain-progress';
      readonly cell: number;
      readonly of: number;
      readonly role: RetrainedCell['role'];
      readonly architecture: Architecture;
      readonly step: number;
      readonly steps: number;
      readonly loss: number;
    }
  | { readonly kind: 'retrain-cell'; readonly cell: number; readonly of: number; readonly result: RetrainedCell }
  | {
      readonly kind: 'retrain-done';
      readonly cells: readonly RetrainedCell[];
      readonly rank: RankTest;
      readonly rankWithConvolution: RankTest;
    };
