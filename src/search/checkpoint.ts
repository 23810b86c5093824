import type { PolicySnapshot } from '../policy/policy.ts';
import type { SupernetSnapshot } from '../supernet/supernet.ts';
import type { TrainingChildrenState } from './children.ts';
import type { EvaluatedEvent, PhaseEvent, SearchEvent, WeightsEvent } from '../experiment/events.ts';
import type { PolicyStepsState } from './policy-steps.ts';
import type { WeightStepsState } from './weight-steps.ts';

/**
 * A search between two of its events, as plain data that `structuredClone` copies: all that it needs to go on with fresh
 * weights and a fresh policy, on the same device or another. On a device of the same make the events that follow are
 * equal to the last bit.
 */
export type SearchCheckpoint = AlternationCheckpoint | ChildSearchCheckpoint;

interface CommonCheckpoint {
  /** The phase that the last `phase` event announced. */
  readonly announced: PhaseEvent | null;
  readonly weights: WeightStepsState;
  readonly derived: boolean;
  readonly finished: boolean;
}

/** Of an alternation of weights and policy. */
export interface AlternationCheckpoint extends CommonCheckpoint {
  readonly kind: 'alternation';
  /** Shared-weight steps that the weights hold already, but whose events are still to come; oldest first. */
  readonly outstanding: readonly WeightsEvent[];
  readonly updates: PolicyStepsState;
  readonly children: TrainingChildrenState;
  /** Positions of the streams that derived candidates are drawn from: by the schedule, and when asked. */
  readonly derivePositions: { readonly final: number; readonly asked: number };
  readonly policy: PolicySnapshot;
  readonly supernet: SupernetSnapshot;
}

/** Of a search that looks at children one by one. */
export interface ChildSearchCheckpoint extends CommonCheckpoint {
  readonly kind: 'children';
  /** What is done already, but whose events are still to come; oldest first. */
  readonly outstanding: readonly SearchEvent[];
  readonly evaluations: readonly EvaluatedEvent[];
  /** Of the streams of uniform children: those trained on, and those derived among before any was evaluated. */
  readonly positions: { readonly uniform: number; readonly unseen: number };
  /** What chooses the children; its form is the strategy's own. */
  readonly children: unknown;
  /** Null where nothing is shared: each child starts from fresh weights. */
  readonly supernet: SupernetSnapshot | null;
}
