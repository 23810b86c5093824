import { QUAD_BYTES } from './arena.ts';
import type { At } from './words.ts';

/** One tensor of parameters by key, and where it lies in the flat range (in vec4; its last vec4 may be padded). */
export interface Parameter {
  readonly key: string;
  readonly index: number;
  readonly shape: readonly number[];
  readonly numbers: number;
  readonly at: At<'weights'>;
  readonly quads: number;
}

/** All parameters laid end to end. Pure: bytes are known before anything is allocated. */
export class ParameterLayout {
  readonly #byKey = new Map<string, Parameter>();
  readonly #all: Parameter[] = [];
  #quads = 0;

  /** Throws a `RangeError` on a key that is there already or an empty shape. */
  declare(key: string, shape: readonly number[]): Parameter {
    const numbers = shape.reduce((product, extent) => product * extent, 1);
    if (this.#byKey.has(key)) throw new RangeError(`parameter '${key}' is declared twice`);
    if (!Number.isInteger(numbers) || numbers < 1) throw new RangeError(`parameter '${key}' is empty`);
    const quads = Math.ceil(numbers / 4);
    const parameter = { key, index: this.#all.length, shape, numbers, at: this.#quads as At<'weights'>, quads };
    this.#byKey.set(key, parameter);
    this.#all.push(parameter);
    this.#quads += quads;
    return parameter;
  }

  /** Throws a `RangeError` on an unknown key. */
  get(key: string): Parameter {
    const parameter = this.#byKey.get(key);
    if (parameter === undefined) throw new RangeError(`there is no parameter '${key}'`);
    return parameter;
  }

  get all(): readonly Parameter[] {
    return this.#all;
  }

  get quads(): number {
    return this.#quads;
  }

  /** Bytes of one copy of all parameters. */
  get bytes(): number {
    return this.#quads * QUAD_BYTES;
  }
}
