import type * as tf from '../tf.ts';

/** One vector a quantity, as long as all shared weights together. */
export type Vectors<Name extends string> = Readonly<Record<Name, tf.Tensor1D>>;

/** A number for every weight, made of how many steps its key has taken, this one included. */
export type PerWeight = (of: (steps: number) => number) => tf.Tensor1D;

/** How a gradient becomes a change of the weights. Pure: new tensors out, none disposed. */
export interface UpdateRule<Name extends string = string> {
  /** What it remembers of earlier steps; starts at zero. */
  readonly state: readonly Name[];
  move(
    state: Vectors<Name>,
    gradient: tf.Tensor1D,
    learningRate: number,
    perWeight: PerWeight,
  ): { readonly state: Vectors<Name>; readonly change: tf.Tensor1D };
}
