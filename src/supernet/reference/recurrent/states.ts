import type { StoredTensor } from '../../supernet.ts';
import type { CarriedStates } from '../family.ts';
import * as tf from '../tf.ts';

/**
 * The states in which the latest batch left the children of a training step, by their place among them, so that the
 * next batch goes on from there. Numbers only: no gradient runs back beyond a batch (truncated back-propagation).
 */
export class States implements CarriedStates {
  #kept: tf.Tensor2D[] = [];
  #left: tf.Tensor2D[] = [];
  #continues = false;

  /** A training batch begins; `continues` says whether it goes on from the one before. */
  begin(continues: boolean): void {
    tf.dispose(this.#kept);
    this.#kept = this.#left;
    this.#left = [];
    this.#continues = continues;
  }

  /** Where a child starts, [B, H]: at zero, unless the child at its place left a state for as many streams. */
  start(place: number, batch: number, width: number): tf.Tensor2D {
    const kept = this.#continues ? this.#kept[place] : undefined;
    return kept?.shape[0] === batch ? kept : tf.zeros([batch, width]);
  }

  leave(place: number, state: tf.Tensor2D): void {
    this.#left[place] = tf.keep(state.clone());
  }

  get left(): readonly tf.Tensor2D[] {
    return this.#left;
  }

  replace(states: readonly StoredTensor[]): void {
    this.dispose();
    this.#left = states.map(({ shape, values }) => tf.keep(tf.tensor2d(values, shape as [number, number])));
  }

  dispose(): void {
    tf.dispose([...this.#kept, ...this.#left]);
    this.#kept = [];
    this.#left = [];
  }
}
