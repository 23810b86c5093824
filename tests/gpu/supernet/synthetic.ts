import { RandomStream } from '../../../src/math/random.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import type { Architecture } from '../../../src/space/space.ts';
import { createReferenceSupernet } from '../../../src/supernet/reference/supernet.ts';
import type { SupernetOptions } from '../../../src/supernet/options.ts';
import type { Supernet, TrainingConfig, WeightsByKey } from '../../../src/supernet/supernet.ts';
import type { Batch, ImageSplit, Split } from '../../../src/task/task.ts';

/** The smallest network that has everything: two stages of one cell, a reduction cell between them. */
export const tinyConfig: MicroConfig = {
  family: 'micro',
  nodes: 2,
  operations: ['sep3', 'sep5', 'avg3', 'max3', 'identity'],
  channels: 4,
  stages: 2,
  cellsPerStage: 1,
  stem: 'patch2',
  imageSide: 7,
  classes: 3,
};

export const plainSgd: TrainingConfig = {
  optimiser: 'nesterov',
  weightDecay: 0,
  decayUnused: false,
  clipNorm: 0,
};

/** Pictures of as many classes as stripes can have directions and places: learnable, a little noisy. */
export function stripes(count: number, side: number, classes: number, seed: number): ImageSplit {
  const random = new RandomStream(seed, 0);
  const pixels = new Uint8Array(count * side ** 2);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    const label = random.integer(classes);
    labels[image] = label;
    for (let at = 0; at < side ** 2; at++) {
      const [row, column] = [Math.floor(at / side), at % side];
      const phase = [row, column, row + column][label % 3] as number;
      pixels[image * side ** 2 + at] = (phase % 3 === 0 ? 180 : 20) + random.integer(56);
    }
  }
  return { kind: 'images', count, side, pixels, labels };
}

export interface TinyOptions {
  readonly config?: Partial<MicroConfig>;
  readonly training?: Partial<TrainingConfig>;
  readonly seed?: number;
  readonly only?: readonly Architecture[];
}

/** What the smallest supernet is made of, in either form. */
export function tinyOptions({ config, training, seed = 1, only }: TinyOptions = {}): SupernetOptions {
  const whole = { ...tinyConfig, ...config };
  return {
    space: createMicroSpace(whole),
    training: { ...plainSgd, ...training },
    seed,
    data: {
      train: stripes(24, whole.imageSide, whole.classes, 11),
      validation: stripes(12, whole.imageSide, whole.classes, 12),
    },
    ...(only === undefined ? {} : { only }),
  };
}

export function tinySupernet(options: TinyOptions = {}): Supernet {
  return createReferenceSupernet(tinyOptions(options));
}

export function rows(split: Split, from: number, count: number): Batch {
  return { split, indices: Uint32Array.from({ length: count }, (_, at) => from + at) };
}

/** Some children of a configuration, uniformly drawn. */
export function children(config: MicroConfig, count: number, seed = 5): Architecture[] {
  const space = createMicroSpace(config);
  const random = new RandomStream(seed, 0);
  return Array.from({ length: count }, () => space.sample(random));
}

/** What was added to each of the weights, by key. */
export function changes(before: WeightsByKey, after: WeightsByKey): Map<string, Float32Array> {
  return new Map(
    [...after].map(([key, { values }]) => {
      const start = before.get(key)?.values ?? [];
      return [key, values.map((value, i) => value - (start[i] ?? NaN))];
    }),
  );
}

/** The changes that are not zero. */
export function moved(all: ReadonlyMap<string, Float32Array>): Map<string, Float32Array> {
  return new Map([...all].filter(([, values]) => values.some((value) => value !== 0)));
}
