import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { type EngineDevice, openDevice } from '../../../src/engine/device.ts';
import { ParameterGradients } from '../../../src/engine/gradients.ts';
import { type Parameter, ParameterLayout } from '../../../src/engine/parameters.ts';
import { Pipelines } from '../../../src/engine/pipelines.ts';
import { Plan } from '../../../src/engine/plan.ts';
import { mapQuads, type Maps } from '../../../src/engine/shape.ts';
import { ParameterStore } from '../../../src/engine/store.ts';
import { Tape } from '../../../src/engine/tape.ts';
import { hardwareTiles, softwareTiles } from '../../../src/engine/tiles.ts';
import { RandomStream } from '../../../src/math/random.ts';

/** Both sets of tiles are held to the same numbers. */
export const allTiles = { software: softwareTiles, hardware: hardwareTiles } as const;
export type TilesName = keyof typeof allTiles;

const TOLERANCE = 1e-4;

let opened: Promise<{ device: EngineDevice; pipelines: Pipelines }> | undefined;

/** One device and one pipeline cache for all tests of a file. */
export function sharedDevice(): Promise<{ device: EngineDevice; pipelines: Pipelines }> {
  opened ??= openDevice().then((device) => ({ device, pipelines: Pipelines.of(device.device) }));
  return opened;
}

/** A random tensor's numbers, the same for the same seed. */
export function randomNumbers(count: number, seed: number): Float32Array {
  const random = new RandomStream(seed, 77);
  return Float32Array.from({ length: count }, () => random.normal());
}

export const mapShape = ({ batch, height, width, channels }: Maps): [number, number, number, number] => [
  batch,
  height,
  width,
  channels,
];

/** A tape under construction with parameters, inputs, and everything that a run left. */
export class Rig {
  readonly tape: Tape;
  readonly layout = new ParameterLayout();
  readonly values = new Map<Parameter, Float32Array>();
  #gradients: ParameterGradients | null = null;
  readonly #inputs: { at: number; values: Float32Array }[] = [];
  #seed = 1;

  constructor(tiles: TilesName, training = true) {
    this.tape = new Tape(allTiles[tiles], training);
  }

  /** Declares a parameter with random numbers. */
  parameter(key: string, shape: readonly number[]): Parameter {
    const parameter = this.layout.declare(key, shape);
    this.values.set(parameter, randomNumbers(parameter.numbers, this.#seed++));
    return parameter;
  }

  /** After all parameters are declared. */
  gradients(uses = 6): ParameterGradients {
    this.#gradients ??= new ParameterGradients(this.tape, this.layout, uses);
    return this.#gradients;
  }

  /** Random numbers in the arena before the run. */
  fill(at: number, count: number): Float32Array {
    const values = randomNumbers(count, this.#seed++);
    this.put(at, values);
    return values;
  }

  put(at: number, values: Float32Array): void {
    this.#inputs.push({ at, values });
  }

  tensor(parameter: Parameter): tf.Tensor {
    return tf.tensor(this.values.get(parameter) as Float32Array, [...parameter.shape]);
  }

  /** Builds the plan, runs `work` once and reads all of the arena and the gradients. */
  async run(work: () => void): Promise<Outcome> {
    const { device, pipelines } = await sharedDevice();
    const store = new ParameterStore(device, this.layout, 1);
    for (const [parameter, values] of this.values) store.write('weights', parameter, values);
    const plan = await Plan.build(device, this.tape, store, pipelines, this.tape.arena.quads);
    for (const { at, values } of this.#inputs) plan.write(at, values);
    work();
    const arena = await plan.submit({ at: 0, quads: this.tape.arena.quads })?.read();
    const gradients = await store.read('gradients', this.layout.all);
    const dispatches = plan.lastDispatches;
    plan.dispose();
    store.dispose();
    return new Outcome(arena as Float32Array, gradients, dispatches);
  }
}

/** What a run left. */
export class Outcome {
  constructor(
    readonly arena: Float32Array,
    readonly gradients: readonly Float32Array[],
    readonly dispatches: number,
  ) {}

  at(quad: number, count: number): Float32Array {
    return this.arena.slice(quad * 4, quad * 4 + count);
  }

  maps(quad: number, maps: Maps): Float32Array {
    return this.at(quad, mapQuads(maps) * 4);
  }

  gradient(parameter: Parameter): Float32Array {
    return this.gradients[parameter.index] as Float32Array;
  }
}

/** Within the relative L2 error that the two forms may differ by. */
export function expectClose(actual: Float32Array, expected: tf.Tensor, what: string): void {
  expect(actual, what).toBeCloseInL2(expected.dataSync(), TOLERANCE);
}

/** Batch-norm over all but channels, written out. */
export function normalise(y: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(y, [0, 1, 2]);
  return tf.add(tf.mul(tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, 1e-5))), scale), offset);
}

/** 3×3 mean over the valid cells; not `tf.avgPool`, whose gradient divides by nine at the borders too. */
export function averagePool(x: tf.Tensor, stride: number): tf.Tensor {
  const sums = (maps: tf.Tensor): tf.Tensor =>
    tf.depthwiseConv2d(maps as tf.Tensor4D, tf.ones([3, 3, maps.shape[3] as number, 1]), stride, 'same');
  return tf.div(sums(x), sums(tf.onesLike(x)));
}

/** 3×3 maximum. */
export const maxPool = (x: tf.Tensor, stride: number): tf.Tensor => tf.maxPool(x as tf.Tensor4D, 3, stride, 'same');
