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
