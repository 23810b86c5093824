import type { EvaluatedEvent, PhaseEvent, SearchEvent } from '../experiment/events.ts';
import type { MethodId } from '../experiment/methods/methods.ts';
import type { SupernetSnapshot } from '../supernet/supernet.ts';
import type { WeightStepsState } from './weight-steps.ts';

/**
 * A search between two of its events, as plain data that `structuredClone` copies: all that it needs to go on with fresh
 * weights and a fresh policy, on the same device or another. On a device of the same make the events that follow are
 * equal to the last bit.
 */
export interface SearchCheckpoint {
  readonly method: MethodId;
  /** What is done already, but whose events are still to come; oldest first. */
  readonly outstanding: readonly SearchEvent[];
  readonly evaluations: readonly EvaluatedEvent[];
  /** The phase that the last `phase` event announced. */
  readonly announced: PhaseEvent | null;
  readonly weights: WeightStepsState;
  /** Of the streams of uniform children: those trained on, and those derived among before any was evaluated. */
  readonly positions: { readonly uniform: number; readonly unseen: number };
  /** What chooses the children; its form is the method's own. */
  readonly chooser: unknown;
  readonly derived: boolean;
  readonly finished: boolean;
  /** Null where nothing is shared: each child starts from fresh weights. */
  readonly supernet: SupernetSnapshot | null;
}
