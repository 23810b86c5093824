import { streamIndex, type StreamName } from './streams.ts';

/**
 * Seeded random numbers: Philox 4×32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
 * A number is a pure function of (seed, stream, counter), so the reference, the engine's shaders and any order of
 * evaluation draw the same ones. One call of the generator yields four 32-bit words.
 */

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;
const TWO_POW_32 = 2 ** 32;

/** High 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = (middle & 0xffff) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/** One Philox 4×32-10 block: four counter words and two key words in, four random words out. */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** A position in one stream that can be saved and put back: how many words were drawn. */
export type StreamPosition = number;

/** One stream of random numbers. `position` counts the 32-bit words drawn so far and may be set to resume. */
export class RandomStream {
  readonly seed: number;
  readonly stream: number;
  position: StreamPosition = 0;
  #block: [number, number, number, number] = [0, 0, 0, 0];
  #blockIndex = -1;

  /** `seed` and `stream` are unsigned 32-bit integers. */
  constructor(seed: number, stream: number) {
    this.seed = seed >>> 0;
    this.stream = stream >>> 0;
  }

  /** The next unsigned 32-bit word. */
  word(): number {
    const index = Math.floor(this.position / 4);
    if (index !== this.#blockIndex) {
      const low = index >>> 0;
      const high = Math.floor(index / TWO_POW_32) >>> 0;
      this.#block = philox([low, high, this.stream, 0], [this.seed, 0]);
      this.#blockIndex = index;
    }
    return this.#block[(this.position++ % 4) as 0 | 1 | 2 | 3];
  }

  /** Uniform in [0, 1) with 24 bits, so that the number is exact in 32-bit floats too. */
  uniform(): number {
    return (this.word() >>> 8) / 2 ** 24;
  }

  /** Uniform integer in 0 … bound − 1, without modulo bias. Throws a `RangeError` unless bound is 1 … 2³². */
  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_POW_32) {
      throw new RangeError(`bound must be an integer from 1 to 2³², got ${bound}`);
    }
    const limit = TWO_POW_32 - (TWO_POW_32 % bound);
    let word = this.word();
    while (word >= limit) word = this.word();
    return word % bound;
  }

  /** Standard normal by Box–Muller; two words a number, so that every draw has the same cost. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** A new array with the items in random order (Fisher–Yates). */
  shuffled<T>(items: Iterable<T>): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }
}

/** The stream of one purpose under an experiment's seed; `part` is one of those named in `streams.ts`. */
export function randomStream(seed: number, name: StreamName, part = 0): RandomStream {
  return new RandomStream(seed, streamIndex(name, part));
}
