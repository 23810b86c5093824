import type { Architecture } from '../../space/space.ts';
import type { Policy, PolicySample } from '../policy.ts';
import type { AdvantageOptions } from './baseline.ts';
import type { ControllerOptions, DecidedSpace } from './controller.ts';

export interface LstmPolicyOptions extends ControllerOptions, AdvantageOptions {
  readonly space: DecidedSpace;
  readonly seed: number;
  readonly learningRate: number;
}

/** A policy that can also say what it thinks of children that others made. */
export interface LstmPolicy extends Policy {
  /** Log-probability, entropy and distributions of given children of the space. */
  evaluate(architectures: readonly Architecture[]): Promise<PolicySample[]>;
  /** Numbers in all tensors of the controller. */
  readonly parameterCount: number;
}
