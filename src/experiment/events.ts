import type { Estimate } from '../math/rank-correlation.ts';
import type { Architecture } from '../space/space.ts';
import type { Score } from './score.ts';

/** A child and its score: on shared weights, or on its own where children share none. */
export interface ScoredChild extends Score {
  readonly architecture: Architecture;
  /** Predictions that the score is of: images, or characters. */
  readonly images: number;
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
  readonly phase: 'warm-up' | 'weights' | 'evaluate' | 'policy' | 'derive';
  readonly round: number;
}

/** How far a child's training alone is, in a search whose children share no weights. */
export interface EvaluateProgressEvent {
  readonly kind: 'evaluate-progress';
  /** Running number over the whole search, from 1. */
  readonly number: number;
  readonly architecture: Architecture;
  readonly step: number;
  readonly steps: number;
  /** Mean training loss of the latest steps. */
  readonly loss: number;
}

/** A search looked at one child, outside a policy update. */
export interface EvaluatedEvent {
  readonly kind: 'evaluated';
  /** Evaluations done so far, this one included. */
  readonly number: number;
  readonly round: number;
  /** Shared-weight steps done before it. */
  readonly step: number;
  readonly child: ScoredChild;
  /** Steps that it was trained alone for; 0: scored on shared weights. */
  readonly trainedSteps: number;
  /** Number of the evaluation whose child this one was mutated from; null where it was drawn, or is scored again. */
  readonly parent: number | null;
}

export interface DeriveProgressEvent {
  readonly kind: 'derive-progress';
  readonly scored: number;
  readonly of: number;
  readonly best: ScoredChild;
}

/** A method's own measures at a moment, by the ids of its series. */
export interface MeasuredEvent {
  readonly kind: 'measured';
  readonly round: number;
  /** Shared-weight steps done before it. */
  readonly step: number;
  /** Evaluations done before it: policy updates or children, as the method's outline counts them. */
  readonly evaluation: number;
  readonly values: Readonly<Record<string, number | readonly number[]>>;
}

/** The outcome so far: children that the search would stand for, all scored on the same validation images, best first. */
export interface DerivedEvent {
  readonly kind: 'derived';
  readonly round: number;
  readonly step: number;
  /** Policy updates before it; in a search without a policy, children evaluated. */
  readonly update: number;
  readonly images: number;
  readonly children: readonly ScoredChild[];
}

export interface FinishedEvent {
  readonly kind: 'finished';
}

export type SearchEvent =
  | PhaseEvent
  | WeightsEvent
  | EvaluateProgressEvent
  | EvaluatedEvent
  | PolicyEvent
  | MeasuredEvent
  | DeriveProgressEvent
  | DerivedEvent
  | FinishedEvent;

/** One network of the comparison: trained from scratch for the same steps, seen by the test split once. */
export interface RetrainedCell {
  /** `trivial`: of as many random cells as are derived from, the one that the space’s `trivial` counts most in. */
  readonly role: 'derived' | 'hand-made' | 'trivial' | 'random' | 'own';
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

/** A child of the ranking study: scored on shared weights, then trained alone from scratch. */
export interface RankedChild {
  readonly architecture: Architecture;
  readonly sharedAccuracy: number;
  readonly sharedCrossEntropy: number;
  readonly sharedImages: number;
  /** On validation images that shared weights were not scored on. */
  readonly aloneAccuracy: number;
  readonly aloneCrossEntropy: number;
  readonly aloneImages: number;
  /** What the space’s `trivial` counts in it. */
  readonly counted: number;
  readonly multiplyAdds: number;
}

/**
 * What may foretell how well a child does when it is trained alone: shared accuracy, minus shared loss, what the space’s
 * `trivial` counts, multiply–adds where they differ.
 */
export type Predictor = 'accuracy' | 'loss' | 'counted' | 'multiplyAdds';

/** How well one predictor orders the children, against how well they do when trained alone, by the task’s measure. */
export interface Agreement {
  readonly predictor: Predictor;
  /** Kendall's τ-b. */
  readonly tau: Estimate;
  /** Spearman's ρ. */
  readonly rho: Estimate;
  /** Kendall's τ with what is counted held fixed; null for that itself. */
  readonly tauFixingCounted: Estimate | null;
}

export type RankingEvent =
  | { readonly kind: 'ranking-sampled'; readonly scored: number; readonly of: number }
  | {
      readonly kind: 'ranking-progress';
      readonly child: number;
      readonly of: number;
      readonly architecture: Architecture;
      readonly step: number;
      readonly steps: number;
      readonly loss: number;
    }
  | { readonly kind: 'ranking-child'; readonly child: number; readonly of: number; readonly result: RankedChild }
  | {
      readonly kind: 'ranking-done';
      readonly children: readonly RankedChild[];
      readonly agreements: readonly Agreement[];
    };
