import type { OptimiserName, StoredTensor, TrainingConfig, WeightsByKey } from '../../supernet.ts';
import type { Device } from '../device.ts';
import { byKey, type Layout, type Slot } from '../layout.ts';
import { Placement } from '../placement.ts';
import * as tf from '../tf.ts';
import { adam } from './adam.ts';
import { nesterov } from './nesterov.ts';
import type { UpdateRule } from './rule.ts';

const rules: Readonly<Record<OptimiserName, UpdateRule>> = { nesterov, adam };

/** Name under which the steps of a key are stored, beside the rule's own quantities. */
const STEPS = 'steps';

/**
 * Moves the vector of all shared weights by the gradients of the keys that a step used. Order as in PyTorch: clip the
 * gradient of the loss by its global norm, add weight decay, apply the rule. Weights that a step did not use stay
 * exactly as they are, state included; with `decayUnused` they take part with a gradient of zero (methods/enas (2)).
 */
export class Optimiser {
  readonly #layout: Layout;
  readonly #config: TrainingConfig;
  readonly #rule: UpdateRule;
  #state: Readonly<Record<string, tf.Tensor1D>>;
  #steps: Map<string, number>;

  constructor(layout: Layout, config: TrainingConfig) {
    this.#layout = layout;
    this.#config = config;
    this.#rule = rules[config.optimiser];
    this.#state = this.#kept(() => tf.zeros([layout.size]));
    this.#steps = new Map();
  }

  /**
   * New weights, and the global norm of the gradient before clipping. `gradient` is that of the `used` slots, end to
   * end. Call within `tf.tidy`; the given vectors are left alone.
   */
  step(
    weights: tf.Tensor1D,
    used: readonly Slot[],
    gradient: tf.Tensor1D,
    learningRate: number,
  ): { weights: tf.Tensor1D; norm: tf.Scalar } {
    const { weightDecay, decayUnused, clipNorm } = this.#config;
    for (const { key } of decayUnused ? this.#layout.slots : used) this.#steps.set(key, this.#stepsOf(key) + 1);

    const placement = new Placement(this.#layout, used);
    const norm = tf.sqrt(tf.sum<tf.Scalar>(tf.square(gradient)));
    const clipped =
      clipNorm > 0 ? tf.mul<tf.Tensor1D>(gradient, tf.div(clipNorm, tf.maximum(norm, clipNorm))) : gradient;
    const decayed = tf.add<tf.Tensor1D>(placement.spread(clipped, tf.zerosLike(weights)), tf.mul(weights, weightDecay));
    const moved = this.#rule.move(this.#state, decayed, learningRate, (of) => this.#perWeight(of));
    const chosen = (next: tf.Tensor1D, before: tf.Tensor1D): tf.Tensor1D =>
      decayUnused ? next : tf.where(placement.mask, next, before);

    const before = this.#state;
    this.#state = this.#kept((name) => chosen(moved.state[name] as tf.Tensor1D, before[name] as tf.Tensor1D));
    tf.dispose(Object.values(before));
    return { weights: chosen(tf.add(weights, moved.change), weights), norm };
  }

  /** What it remembers now, by `key@quantity`, of the keys that have moved. */
  async snapshot(device: Device): Promise<WeightsByKey> {
    const steps = [...this.#steps];
    const vectors = this.#rule.state.map((name) => tf.clone(this.#state[name] as tf.Tensor1D));
    const values = await Promise.all(vectors.map((vector) => device.take(vector)));
    const byName = this.#rule.state.map((name, at) => {
      const tensors = byKey(this.#layout.slots, values[at] as Float32Array);
      return steps.map(([key]) => [`${key}@${name}`, tensors.get(key) as StoredTensor] as const);
    });
    return new Map([
      ...steps.map(([key, count]) => [`${key}@${STEPS}`, { shape: [], values: Float32Array.of(count) }] as const),
      ...byName.flat(),
    ]);
  }

  /** Takes up a snapshot of the same optimiser. Throws a `RangeError` before anything is changed. */
  restore(stored: WeightsByKey): void {
    const vectors = new Map(this.#rule.state.map((name) => [name, new Float32Array(this.#layout.size)]));
    const steps = new Map<string, number>();
    for (const [id, { values }] of stored) {
      const at = id.lastIndexOf('@');
      const slot = this.#layout.slot(id.slice(0, at));
      const name = id.slice(at + 1);
      const vector = vectors.get(name);
      if (values.length !== (name === STEPS ? 1 : slot.size) || (name !== STEPS && vector === undefined)) {
        throw new RangeError(`'${id}' does not belong to the optimiser ${this.#config.optimiser}.`);
      }
      if (name === STEPS) steps.set(slot.key, values[0] as number);
      else vector?.set(values, slot.offset);
    }
    this.dispose();
    this.#state = this.#kept((name) => tf.tensor1d(vectors.get(name) as Float32Array));
    this.#steps = steps;
  }

  dispose(): void {
    tf.dispose(Object.values(this.#state));
  }

  #stepsOf(key: string): number {
    return this.#steps.get(key) ?? 0;
  }

  #perWeight(of: (steps: number) => number): tf.Tensor1D {
    const values = new Float32Array(this.#layout.size);
    for (const { key, offset, size } of this.#layout.slots) {
      values.fill(of(Math.max(this.#stepsOf(key), 1)), offset, offset + size);
    }
    return tf.tensor1d(values);
  }

  #kept(vector: (name: string) => tf.Tensor1D): Record<string, tf.Tensor1D> {
    return Object.fromEntries(this.#rule.state.map((name) => [name, tf.keep(vector(name))]));
  }
}
