import { type RandomStream, randomStream } from '../../../math/random.ts';
import type { Architecture } from '../../../space/space.ts';
import * as tf from '../../../supernet/reference/tf.ts';
import type { PolicySample, PolicySnapshot, PolicyUpdate } from '../../policy.ts';
import { advantagesOf } from '../baseline.ts';
import { checkArchitectures, checkCount, checkRewarded } from '../checks.ts';
import { forEachOf, namesOf } from '../controller.ts';
import type { LstmPolicy, LstmPolicyOptions } from '../lstm-policy.ts';
import { samplesOf } from '../samples.ts';
import { snapshotTensors, tensorsOfSnapshot } from '../snapshot.ts';
import { drawUniforms } from '../uniforms.ts';
import { adamStep } from './adam.ts';
import { likeliest, sampling, teacherForcing } from './choosers.ts';
import { referenceController } from './families.ts';
import { pack } from './pack.ts';
import { globalNorm, reinforceGradients } from './reinforce.ts';
import type { ReferenceController, Tensors } from './rollout.ts';
import type { Chooser } from './steps.ts';

/**
 * The LSTM controller of ENAS (methods/enas 3.1), learning by REINFORCE (5)–(8) and Adam, in tfjs operations on the
 * current backend. Throws a `RangeError` for a space whose decisions it cannot make.
 */
export function createLstmPolicy(options: LstmPolicyOptions): LstmPolicy {
  return new ReferenceLstmPolicy(options, referenceController(options.space, options));
}

class ReferenceLstmPolicy<Name extends string> implements LstmPolicy {
  readonly #options: LstmPolicyOptions;
  readonly #controller: ReferenceController<Name>;
  readonly #names: readonly Name[];
  readonly #random: RandomStream;
  #parameters: Tensors<Name>;
  #secondMoments: Tensors<Name>;
  #baseline: number | null = null;
  #updates = 0;
  readonly largestProbability: readonly number[];

  constructor(options: LstmPolicyOptions, controller: ReferenceController<Name>) {
    this.#options = options;
    this.#controller = controller;
    this.#names = namesOf(controller);
    this.#random = randomStream(options.seed, 'policy-sampling');
    this.largestProbability = controller.largestProbability;
    const values = controller.initialValues(randomStream(options.seed, 'policy-init'));
    this.#parameters = forEachOf(this.#names, (name) => tf.tensor2d(values[name], controller.shapes[name]));
    this.#secondMoments = forEachOf(this.#names, (name) => tf.zeros<tf.Rank.R2>(controller.shapes[name]));
  }

  get parameterCount(): number {
    return this.#names.reduce((sum, name) => sum + this.#parameters[name].size, 0);
  }

  sample(count: number, random = this.#random): Promise<PolicySample[]> {
    checkCount(count);
    const decisions = this.#controller.choices.length;
    const uniforms = drawUniforms(random, count, decisions);
    return this.#rollOut(count, () => sampling(uniforms, count, decisions));
  }

  async mostLikely(): Promise<PolicySample> {
    const [sample] = await this.#rollOut(1, () => likeliest);
    return sample as PolicySample;
  }

  evaluate(architectures: readonly Architecture[]): Promise<PolicySample[]> {
    checkArchitectures(this.#options.space, architectures);
    return this.#rollOut(architectures.length, () => teacherForcing(architectures));
  }

  async #rollOut(count: number, chooser: () => Chooser): Promise<PolicySample[]> {
    const packed = tf.tidy(() => pack(this.#controller.rollOut(this.#parameters, count, chooser()).decisions));
    try {
      return samplesOf(await packed.data(), this.#controller.choices);
    } finally {
      packed.dispose();
    }
  }

  async update(samples: readonly PolicySample[], rewards: readonly number[], next = 0): Promise<PolicyUpdate> {
    const { entropyMode, entropyWeight, learningRate, space } = this.#options;
    checkRewarded(space, samples, rewards);
    const { baseline, advantages } = advantagesOf(this.#options, this.#baseline, samples, rewards);
    const { norm, values, moments } = tf.tidy(() => {
      const gradients = reinforceGradients(
        this.#controller,
        this.#parameters,
        samples.map(({ architecture }) => architecture),
        advantages,
        entropyMode === 'loss' ? entropyWeight : 0,
      );
      const steps = forEachOf(this.#names, (name) =>
        adamStep(this.#parameters[name], gradients[name], this.#secondMoments[name], this.#updates + 1, learningRate),
      );
      return {
        norm: globalNorm(gradients),
        values: forEachOf(this.#names, (name) => steps[name].value),
        moments: forEachOf(this.#names, (name) => steps[name].secondMoment),
      };
    });
    const [gradientNorm = NaN] = await norm.data().finally(() => norm.dispose());
    if (!Number.isFinite(gradientNorm)) {
      tf.dispose([values, moments]);
      return { baseline, advantages, gradientNorm, next: [] };
    }
    this.#replace(values, moments);
    this.#baseline = baseline;
    this.#updates += 1;
    return { baseline, advantages, gradientNorm, next: next === 0 ? [] : await this.sample(next) };
  }

  async snapshot(): Promise<PolicySnapshot> {
    const kept = { baseline: this.#baseline, updates: this.#updates, position: this.#random.position };
    const cloned = [this.#parameters, this.#secondMoments].map((tensors) =>
      this.#names.map((name) => tf.clone(tensors[name])),
    );
    try {
      const [values = [], moments = []] = await Promise.all(
        cloned.map((tensors) => Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())))),
      );
      const named = (all: readonly Float32Array[]) =>
        forEachOf(this.#names, (name) => all[this.#names.indexOf(name)] as Float32Array);
      return { tensors: snapshotTensors(this.#controller.shapes, named(values), named(moments)), ...kept };
    } finally {
      tf.dispose(cloned);
    }
  }

  /** Throws a `RangeError` before anything is changed if a tensor is missing, unknown or of another shape. */
  restore(snapshot: PolicySnapshot): void {
    const { values, secondMoments } = tensorsOfSnapshot(this.#controller.shapes, snapshot);
    this.#replace(
      forEachOf(this.#names, (name) => tf.tensor2d(values[name], this.#controller.shapes[name])),
      forEachOf(this.#names, (name) => tf.tensor2d(secondMoments[name], this.#controller.shapes[name])),
    );
    this.#baseline = snapshot.baseline;
    this.#updates = snapshot.updates;
    this.#random.position = snapshot.position;
  }

  dispose(): void {
    tf.dispose([{ ...this.#parameters }, { ...this.#secondMoments }]);
  }

  #replace(parameters: Tensors<Name>, moments: Tensors<Name>): void {
    this.dispose();
    this.#parameters = parameters;
    this.#secondMoments = moments;
  }
}
