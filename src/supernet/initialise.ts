import { type RandomStream, randomStream } from '../math/random.ts';
import { type Initialisation, type ParameterSpec, size } from '../space/parameters.ts';

/**
 * First values of the wanted keys, end to end. Every key draws from its own part of the stream, numbered by its place
 * among `all` keys of the space: a weight starts the same whichever child it is made for, and in whatever order.
 */
export function initialise(all: readonly ParameterSpec[], wanted: ReadonlySet<string>, seed: number): Float32Array {
  return Float32Array.from(
    all.flatMap((spec, part) =>
      wanted.has(spec.key)
        ? values(size(spec.shape), spec.initialisation, randomStream(seed, 'weight-init', part))
        : [],
    ),
  );
}

function values(count: number, initialisation: Initialisation, random: RandomStream): number[] {
  switch (initialisation.kind) {
    case 'zeros':
      return new Array<number>(count).fill(0);
    case 'ones':
      return new Array<number>(count).fill(1);
    case 'he-normal': {
      const deviation = Math.sqrt(2 / initialisation.fanIn);
      return Array.from({ length: count }, () => deviation * random.normal());
    }
  }
}
