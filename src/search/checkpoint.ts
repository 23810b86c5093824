import type { PolicySnapshot } from '../policy/policy.ts';
import type { SupernetSnapshot } from '../supernet/supernet.ts';
import type { TrainingChildrenState } from './children.ts';
import type { PhaseEvent, WeightsEvent } from './events.ts';
import type { PolicyStepsState } from './policy-steps.ts';
import type { WeightStepsState } from './weight-steps.ts';

/**
 * A search between two of its events, as plain data that `structuredClone` copies: all that it needs to go on with fresh
 * weights and a fresh policy, on the same device or another. On a device of the same make the events that follow are
 * equal to the last bit.
 */
export interface SearchCheckpoint {
  /** Shared-weight steps that the weights hold already, but whose events are still to come; oldest first. */
  readonly outstanding: readonly WeightsEvent[];
  /** The phase that the last `phase` event announced. */
  readonly announced: PhaseEvent | null;
  readonly weights: WeightStepsState;
  readonly updates: PolicyStepsState;
  readonly children: TrainingChildrenState;
  /** Positions of the streams that derived candidates are drawn from: by the schedule, and when asked. */
  readonly derivePositions: { readonly final: number; readonly asked: number };
  readonly derived: boolean;
  readonly finished: boolean;
  readonly policy: PolicySnapshot;
  readonly supernet: SupernetSnapshot;
}
