import * as tf from '../../supernet/reference/tf.ts';
import { type RandomStream, randomStream } from '../../math/random.ts';
import type { Architecture, Space } from '../../space/space.ts';
import type { Policy, PolicySample, PolicySnapshot, PolicyUpdate } from '../policy.ts';
import { adamStep } from './adam.ts';
import { type Judgement, judge } from './baseline.ts';
import { checkArchitectures, checkCount, checkRewarded } from './checks.ts';
import { drawUniforms, likeliest, sampling, teacherForcing } from './choosers.ts';
import { type Chooser, walkController } from './controller.ts';
import { type ControllerLayout, controllerLayout } from './layout.ts';
import { type ControllerParameters, initialValues, parameterNames, parameterShapes } from './parameters.ts';
import { pack, unpack } from './readout.ts';
import { globalNorm, reinforceGradients } from './reinforce.ts';
import { largestProbability, type LogitShaping } from './shaping.ts';
import { forEachParameter, snapshotTensors, tensorsOfSnapshot } from './snapshot.ts';

export interface LstmPolicyOptions extends LogitShaping, Judgement {
  readonly space: Pick<Space, 'decisions'>;
  readonly seed: number;
  readonly hiddenUnits: number;
  readonly learningRate: number;
}

/** A policy that can also say what it thinks of children that others made. */
export interface LstmPolicy extends Policy {
  /** Log-probability, entropy and distributions of given children of the space. */
  evaluate(architectures: readonly Architecture[]): Promise<PolicySample[]>;
  /** Numbers in all tensors of the controller. */
  readonly parameterCount: number;
}

/**
 * The LSTM controller of ENAS for micro cells (methods/enas 3.1), learning by REINFORCE (5)–(7) and Adam, in tfjs
 * operations on the current backend. Throws a `RangeError` for a space whose nodes do not add two operations.
 */
export function createLstmPolicy(options: LstmPolicyOptions): LstmPolicy {
  return new ReferenceLstmPolicy(options);
}

class ReferenceLstmPolicy implements LstmPolicy {
  readonly #options: LstmPolicyOptions;
  readonly #layout: ControllerLayout;
  readonly #shapes: ReturnType<typeof parameterShapes>;
  readonly #random: RandomStream;
  #parameters: ControllerParameters;
  #secondMoments: ControllerParameters;
  #baseline: number | null = null;
  #updates = 0;
  readonly largestProbability: readonly number[];

  constructor(options: LstmPolicyOptions) {
    this.#options = options;
    this.#layout = controllerLayout(options.space);
    this.#random = randomStream(options.seed, 'policy-sampling');
    this.largestProbability = largestProbability(this.#layout, options);
    const { hiddenUnits, convolutionBias, seed } = options;
    const { convolutions } = this.#layout;
    this.#shapes = parameterShapes(hiddenUnits, convolutions.length);
    const values = initialValues(hiddenUnits, convolutions, convolutionBias, randomStream(seed, 'policy-init'));
    this.#parameters = forEachParameter((name) => tf.tensor2d(values[name], this.#shapes[name]));
    this.#secondMoments = forEachParameter((name) => tf.zeros(this.#shapes[name]));
  }

  get parameterCount(): number {
    return parameterNames.reduce((sum, name) => sum + this.#parameters[name].size, 0);
  }

  sample(count: number, random = this.#random): Promise<PolicySample[]> {
    checkCount(count);
    const decisions = this.#layout.choices.length;
    const uniforms = drawUniforms(random, count, decisions);
    return this.#walk(count, () => sampling(uniforms, count, decisions));
  }

  async mostLikely(): Promise<PolicySample> {
    const [sample] = await this.#walk(1, () => likeliest);
    return sample as PolicySample;
  }

  evaluate(architectures: readonly Architecture[]): Promise<PolicySample[]> {
    checkArchitectures(this.#options.space, architectures);
    return this.#walk(architectures.length, () => teacherForcing(architectures));
  }

  async #walk(count: number, chooser: () => Chooser): Promise<PolicySample[]> {
    const packed = tf.tidy(() => pack(walkController(this.#parameters, this.#layout, this.#options, count, chooser())));
    try {
      return unpack(await packed.data(), this.#layout.choices);
    } finally {
      packed.dispose();
    }
  }

  async update(samples: readonly PolicySample[], rewards: readonly number[]): Promise<PolicyUpdate> {
    const { entropyMode, entropyWeight, learningRate, space } = this.#options;
    checkRewarded(space, samples, rewards);
    const { baseline, advantages } = judge(this.#options, this.#baseline, samples, rewards);
    this.#baseline = baseline;
    this.#updates += 1;

    const { norm, ...next } = tf.tidy(() => {
      const gradients = reinforceGradients(
        this.#parameters,
        this.#layout,
        this.#options,
        samples.map(({ architecture }) => architecture),
        advantages,
        entropyMode === 'loss' ? entropyWeight : 0,
      );
      const steps = forEachParameter((name) =>
        adamStep(this.#parameters[name], gradients[name], this.#secondMoments[name], this.#updates, learningRate),
      );
      return {
        norm: globalNorm(gradients),
        values: forEachParameter((name) => steps[name].value),
        moments: forEachParameter((name) => steps[name].secondMoment),
      };
    });
    this.#replace(next.values, next.moments);
    try {
      const [gradientNorm = NaN] = await norm.data();
      return { baseline, advantages, gradientNorm };
    } finally {
      norm.dispose();
    }
  }

  async snapshot(): Promise<PolicySnapshot> {
    const kept = { baseline: this.#baseline, updates: this.#updates, position: this.#random.position };
    const cloned = [this.#parameters, this.#secondMoments].map((tensors) =>
      parameterNames.map((name) => tf.clone(tensors[name])),
    );
    try {
      const [values = [], moments = []] = await Promise.all(
        cloned.map((tensors) => Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())))),
      );
      const named = (all: readonly Float32Array[]) =>
        forEachParameter((name) => all[parameterNames.indexOf(name)] as Float32Array);
      return { tensors: snapshotTensors(this.#shapes, named(values), named(moments)), ...kept };
    } finally {
      tf.dispose(cloned);
    }
  }

  /** Throws a `RangeError` before anything is changed if a tensor is missing, unknown or of another shape. */
  restore(snapshot: PolicySnapshot): void {
    const { values, secondMoments } = tensorsOfSnapshot(this.#shapes, snapshot);
    this.#replace(
      forEachParameter((name) => tf.tensor2d(values[name], this.#shapes[name])),
      forEachParameter((name) => tf.tensor2d(secondMoments[name], this.#shapes[name])),
    );
    this.#baseline = snapshot.baseline;
    this.#updates = snapshot.updates;
    this.#random.position = snapshot.position;
  }

  dispose(): void {
    tf.dispose([{ ...this.#parameters }, { ...this.#secondMoments }]);
  }

  #replace(parameters: ControllerParameters, moments: ControllerParameters): void {
    this.dispose();
    this.#parameters = parameters;
    this.#secondMoments = moments;
  }
}
