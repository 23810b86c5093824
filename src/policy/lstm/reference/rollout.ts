import type { Controller } from '../controller.ts';
import type { Chooser, DecisionTensors } from './steps.ts';
import type * as tf from '../../../supernet/reference/tf.ts';

/** The tensors of a controller by name. */
export type Tensors<Name extends string> = Readonly<Record<Name, tf.Tensor2D>>;

/** What a rollout of n children comes to. */
export interface Rollout {
  /** In the order of `Space.decisions`. */
  readonly decisions: readonly DecisionTensors[];
  /** A term of each child's loss beside its reward, [n] and differentiable; null where there is none. */
  readonly penalty: tf.Tensor1D | null;
}

/** Makes all decisions of `count` children together. Call it within `tf.tidy` or a gradient. */
export type RollOut<Name extends string> = (parameters: Tensors<Name>, count: number, choose: Chooser) => Rollout;

/** A controller that tfjs rolls out. */
export interface ReferenceController<Name extends string> extends Controller<Name> {
  readonly rollOut: RollOut<Name>;
}
