import * as tf from '../../supernet/reference/tf.ts';
import { type RandomStream, randomStream } from '../../math/random.ts';
import { type Architecture, isArchitecture, type Space } from '../../space/space.ts';
import type { Policy, PolicySample, PolicySnapshot, PolicyUpdate } from '../policy.ts';
import { adamStep } from './adam.ts';
import { advance, type BaselineStart } from './baseline.ts';
import { drawUniforms, likeliest, sampling, teacherForcing } from './choosers.ts';
import { type Chooser, walkController } from './controller.ts';
import { type ControllerLayout, controllerLayout } from './layout.ts';
import {
  type ControllerParameters,
  initialValues,
  type ParameterName,
  parameterNames,
  parameterShapes,
} from './parameters.ts';
import { pack, unpack } from './readout.ts';
import { globalNorm, reinforceGradients } from './reinforce.ts';
import { largestProbability, type LogitShaping } from './shaping.ts';

export interface LstmPolicyOptions extends LogitShaping {
  readonly space: Pick<Space, 'decisions'>;
  readonly seed: number;
  readonly hiddenUnits: number;
  readonly learningRate: number;
  readonly entropyWeight: number;
  /** Whether the entropy bonus is a term of the loss, or added to the reward as a number (methods/enas (5)). */
  readonly entropyMode: 'loss' | 'reward';
  readonly baselineDecay: number;
  readonly baselineStart: BaselineStart;
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
    const shapes = parameterShapes(hiddenUnits, convolutions.length);
    const values = initialValues(hiddenUnits, convolutions, convolutionBias, randomStream(seed, 'policy-init'));
    this.#parameters = forEachParameter((name) => tf.tensor2d(values[name], shapes[name]));
    this.#secondMoments = forEachParameter((name) => tf.zeros(shapes[name]));
  }

  get parameterCount(): number {
    return parameterNames.reduce((sum, name) => sum + this.#parameters[name].size, 0);
  }

  sample(count: number, random = this.#random): Promise<PolicySample[]> {
    if (!Number.isInteger(count) || count < 1) throw new RangeError(`count must be a positive integer, got ${count}`);
    const decisions = this.#layout.choices.length;
    const uniforms = drawUniforms(random, count, decisions);
    return this.#walk(count, () => sampling(uniforms, count, decisions));
  }

  async mostLikely(): Promise<PolicySample> {
    const [sample] = await this.#walk(1, () => likeliest);
    return sample as PolicySample;
  }

  evaluate(architectures: readonly Architecture[]): Promise<PolicySample[]> {
    for (const architecture of architectures) this.#check(architecture);
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
    if (samples.length === 0 || samples.length !== rewards.length) {
      throw new RangeError(`One reward a sample: got ${rewards.length} for ${samples.length}.`);
    }
    if (!rewards.every(Number.isFinite)) throw new RangeError(`Rewards must be finite, got ${rewards.join(', ')}.`);
    for (const { architecture } of samples) this.#check(architecture);
    const { baselineDecay, baselineStart, entropyMode, entropyWeight, learningRate } = this.#options;
    const bonus = entropyMode === 'reward' ? entropyWeight : 0;
    const praised = rewards.map((reward, i) => reward + bonus * (samples[i]?.entropy ?? 0));
    const { baseline, advantages } = advance(this.#baseline, praised, baselineDecay, baselineStart);
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
    const named = parameterNames.flatMap((name) => [
      [name, tf.clone(this.#parameters[name])] as const,
      [momentKey(name), tf.clone(this.#secondMoments[name])] as const,
    ]);
    const tensors = new Map<string, { shape: number[]; values: Float32Array }>();
    for (const [key, tensor] of named) {
      tensors.set(key, { shape: tensor.shape, values: Float32Array.from(await tensor.data()) });
      tensor.dispose();
    }
    return { tensors, ...kept };
  }

  /** Throws a `RangeError` before anything is changed if a tensor is missing, unknown or of another shape. */
  restore({ tensors, baseline, updates, position }: PolicySnapshot): void {
    if (tensors.size !== 2 * parameterNames.length) throw new RangeError('The snapshot is not of this controller.');
    const valuesOf = (key: string, like: tf.Tensor2D): Float32Array => {
      const stored = tensors.get(key);
      if (stored?.shape.join() !== like.shape.join() || stored.values.length !== like.size) {
        throw new RangeError(`The snapshot has no tensor ${key} of shape ${like.shape.join('×')}.`);
      }
      return stored.values.slice();
    };
    const parameters = forEachParameter((name) => valuesOf(name, this.#parameters[name]));
    const moments = forEachParameter((name) => valuesOf(momentKey(name), this.#secondMoments[name]));
    this.#replace(
      forEachParameter((name) => tf.tensor2d(parameters[name], this.#parameters[name].shape)),
      forEachParameter((name) => tf.tensor2d(moments[name], this.#parameters[name].shape)),
    );
    this.#baseline = baseline;
    this.#updates = updates;
    this.#random.position = position;
  }

  dispose(): void {
    tf.dispose([{ ...this.#parameters }, { ...this.#secondMoments }]);
  }

  #replace(parameters: ControllerParameters, moments: ControllerParameters): void {
    this.dispose();
    this.#parameters = parameters;
    this.#secondMoments = moments;
  }

  #check(architecture: Architecture): void {
    const fits: boolean = isArchitecture(this.#options.space, architecture);
    if (!fits) {
      throw new RangeError(`Not an architecture of this space: ${architecture.join(' ')}.`);
    }
  }
}

function momentKey(name: ParameterName): string {
  return `${name}/second-moment`;
}

function forEachParameter<T>(make: (name: ParameterName) => T): Record<ParameterName, T> {
  return Object.fromEntries(parameterNames.map((name) => [name, make(name)])) as Record<ParameterName, T>;
}
