import type { Architecture } from '../../space/space.ts';
import type { AnySpace } from '../../space/spaces.ts';
import type { Batch, Split, SplitData } from '../../task/task.ts';
import { checkMixed } from '../check-mixed.ts';
import { initialise } from '../initialise.ts';
import { type SupernetOptions, wantedKeys } from '../options.ts';
import {
  type ChildScore,
  type MixedGradient,
  type MixedWeights,
  NonFiniteError,
  type OptimiserStep,
  type Pending,
  type PendingScores,
  type StepMetrics,
  type Supernet,
  type SupernetSnapshot,
  type WeightsByKey,
} from '../supernet.ts';
import { Device } from './device.ts';
import { referenceFamily } from './families.ts';
import type { ReferenceFamily } from './family.ts';
import { byKey, Layout, type Slot } from './layout.ts';
import { crossEntropy, hitRate } from './loss.ts';
import type { Weights } from './operations/weights.ts';
import { Optimiser } from './optimiser/optimiser.ts';
import { pendingMetrics, pendingScores } from './pending.ts';
import { Placement } from './placement.ts';
import * as tf from './tf.ts';

/**
 * Shared weights in plain tfjs, on the backend that is current: the textbook form, which every faster one is tested
 * against. Throws a `RangeError` if children or examples do not fit the space.
 */
export function createReferenceSupernet(options: SupernetOptions): Supernet {
  return new ReferenceSupernet(options);
}

class ReferenceSupernet implements Supernet {
  readonly form = 'reference';
  readonly #space: AnySpace;
  readonly #family: ReferenceFamily;
  readonly #layout: Layout;
  readonly #optimiser: Optimiser;
  readonly #device = new Device();
  #weights: tf.Tensor1D;
  #steps = 0;

  constructor(options: SupernetOptions) {
    const { space, training, seed, data } = options;
    const specs = space.parameters();
    const wanted = wantedKeys(options);
    this.#space = space;
    this.#family = referenceFamily(space);
    this.#layout = new Layout(specs.filter(({ key }) => wanted.has(key)));
    for (const [split, part] of Object.entries(data)) this.#family.addSplit(split as Split, part);
    this.#weights = tf.keep(tf.tensor1d(initialise(specs, wanted, seed)));
    this.#optimiser = new Optimiser(this.#layout, training);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  train(batch: Batch, children: readonly Architecture[], { learningRate }: OptimiserStep): Pending<StepMetrics> {
    if (children.length === 0) throw new RangeError('A step needs at least one child.');
    const metrics = tf.tidy(() => {
      const used = this.#slotsOf(children);
      const { inputs, targets } = this.#family.batch(batch);
      const accuracies: tf.Scalar[] = [];
      const meanLoss = (...tensors: tf.Tensor[]): tf.Scalar => {
        const weights = lookUp(used, tensors);
        const losses = children.map((child, place) => {
          const logits = this.#family.logits(child, inputs, weights, place);
          accuracies.push(tf.keep(hitRate(logits, targets)));
          return crossEntropy(logits, targets);
        });
        return mean(losses);
      };
      const { value: loss, grads } = tf.valueAndGrads(meanLoss)(this.#views(used));
      const gradient = tf.concat(grads.map((part) => tf.reshape<tf.Rank.R1>(part, [part.size])));
      const { weights, norm } = this.#optimiser.step(this.#weights, used, gradient, learningRate);
      this.#replaceWeights(weights);
      const result = tf.stack([loss, mean(accuracies), norm]) as tf.Tensor1D;
      tf.dispose(accuracies);
      return result;
    });
    this.#steps++;
    return pendingMetrics(metrics, this.#device, this.#steps);
  }

  async score(batch: Batch, children: readonly Architecture[]): Promise<ChildScore[]> {
    return children.length === 0 ? [] : this.submitScore(batch, children).read();
  }

  submitScore(batch: Batch, children: readonly Architecture[]): PendingScores {
    if (children.length === 0) throw new RangeError('There is no child to score.');
    let predictions = 0;
    const scores = tf.tidy(() => {
      const { inputs, targets } = this.#family.batch(batch);
      predictions = targets.shape[0];
      const used = this.#slotsOf(children);
      const weights = lookUp(used, this.#views(used));
      return tf.concat(
        children.map((child, place) =>
          tf.tidy(() => {
            const logits = this.#family.logits(child, inputs, weights, place);
            return tf.stack([hitRate(logits, targets), crossEntropy(logits, targets)]);
          }),
        ),
      ) as tf.Tensor1D;
    });
    const where = `the ${batch.split} loss after ${this.#steps} steps`;
    return pendingScores(scores, this.#device, predictions, where);
  }

  async mixedGradient(batch: Batch, mixed: MixedWeights): Promise<MixedGradient> {
    const { mixedLengths: lengths } = this.#family;
    checkMixed(mixed, lengths);
    const result = tf.tidy(() => {
      const { inputs, targets } = this.#family.batch(batch);
      const used = this.#layout.select(this.#space.parameters().map(({ key }) => key));
      const weights = lookUp(used, this.#views(used));
      let hits = tf.scalar(0);
      const loss = (...z: tf.Tensor[]): tf.Scalar => {
        const logits = this.#family.mixedLogits(z as tf.Tensor1D[], inputs, weights);
        hits = tf.keep(hitRate(logits, targets));
        return crossEntropy(logits, targets);
      };
      const { value, grads } = tf.valueAndGrads(loss)(mixed.map((z) => tf.tensor1d(z)));
      const joined = tf.concat([tf.stack([value, hits]), ...grads]);
      hits.dispose();
      return joined;
    });
    const values = await this.#device.take(result);
    const [loss = NaN, accuracy = NaN] = values;
    if (!Number.isFinite(loss)) throw new NonFiniteError(`the mixed loss after ${this.#steps} steps`);
    let at = 2;
    return { loss, accuracy, gradient: lengths.map((length) => values.slice(at, (at += length))) };
  }

  addTest(test: SplitData): void {
    this.#family.addSplit('test', test);
  }

  async exportChild(architecture: Architecture): Promise<WeightsByKey> {
    const slots = this.#slotsOf([architecture]);
    const values = tf.tidy(() => tf.concat(slots.map(({ offset, size }) => tf.slice(this.#weights, offset, size))));
    return byKey(slots, await this.#device.take(values));
  }

  importChild(weights: WeightsByKey): void {
    this.#layout.check(weights);
    if (weights.size === 0) return;
    const slots = this.#layout.select(weights.keys());
    const values = new Float32Array(slots.reduce((sum, { size }) => sum + size, 0));
    let at = 0;
    for (const { key, size } of slots) {
      values.set(weights.get(key)?.values ?? [], at);
      at += size;
    }
    tf.tidy(() => {
      const placement = new Placement(this.#layout, slots);
      this.#replaceWeights(placement.spread(tf.tensor1d(values), this.#weights));
    });
  }

  async snapshot(): Promise<SupernetSnapshot> {
    const steps = this.#steps;
    const left = this.#family.states?.left ?? [];
    const [weights, optimiser, states] = await Promise.all([
      this.#device.take(tf.clone(this.#weights)),
      this.#optimiser.snapshot(this.#device),
      Promise.all(
        left.map(async (state) => ({ shape: state.shape, values: await this.#device.take(tf.clone(state)) })),
      ),
    ]);
    return { weights: byKey(this.#layout.slots, weights), optimiser, steps, states };
  }

  restore({ weights, optimiser, steps, states }: SupernetSnapshot): void {
    this.#layout.check(weights);
    if (weights.size !== this.#layout.slots.length) throw new RangeError('The snapshot lacks some shared weights.');
    this.#optimiser.restore(optimiser);
    this.importChild(weights);
    this.#family.states?.replace(states);
    this.#steps = steps;
  }

  bytes(): number {
    const memory = tf.memory();
    const onDevice = 'numBytesAllocatedInGPU' in memory ? memory.numBytesAllocatedInGPU : undefined;
    return typeof onDevice === 'number' ? onDevice : memory.numBytes;
  }

  dispose(): void {
    this.#weights.dispose();
    this.#optimiser.dispose();
    this.#family.dispose();
  }

  #slotsOf(children: readonly Architecture[]): Slot[] {
    return this.#layout.select(children.flatMap((child) => this.#space.childKeys(child)));
  }

  /** The tensors of some slots: one a key, whoever reads it. */
  #views(slots: readonly Slot[]): tf.Tensor[] {
    return slots.map(({ offset, size, shape }) => tf.reshape(tf.slice(this.#weights, offset, size), [...shape]));
  }

  #replaceWeights(next: tf.Tensor1D): void {
    const before = this.#weights;
    this.#weights = tf.keep(next);
    before.dispose();
  }
}

function lookUp(slots: readonly Slot[], tensors: readonly tf.Tensor[]): Weights {
  const byKey = new Map(slots.map(({ key }, index) => [key, tensors[index]]));
  return (key) => {
    const tensor = byKey.get(key);
    if (tensor === undefined) throw new RangeError(`There is no shared weight '${key}' in this step.`);
    return tensor;
  };
}

function mean(scalars: readonly tf.Scalar[]): tf.Scalar {
  return tf.div(
    scalars.reduce((sum, scalar) => tf.add(sum, scalar)),
    scalars.length,
  );
}
