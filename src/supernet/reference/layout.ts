import { type ParameterSpec, size } from '../../space/parameters.ts';
import type { StoredTensor, WeightsByKey } from '../supernet.ts';

/** Where one tensor lies in the vector of all shared weights. */
export interface Slot extends ParameterSpec {
  readonly offset: number;
  readonly size: number;
}

/** All shared weights laid end to end, so that one rule moves them all: which key lies where. */
export class Layout {
  readonly slots: readonly Slot[];
  /** Numbers in all tensors together. */
  readonly size: number;
  readonly #byKey: ReadonlyMap<string, Slot>;

  constructor(specs: readonly ParameterSpec[]) {
    let offset = 0;
    this.slots = specs.map((spec) => {
      const slot = { ...spec, offset, size: size(spec.shape) };
      offset += slot.size;
      return slot;
    });
    this.size = offset;
    this.#byKey = new Map(this.slots.map((slot) => [slot.key, slot]));
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** Throws a `RangeError` on a key that is not there. */
  slot(key: string): Slot {
    const slot = this.#byKey.get(key);
    if (slot === undefined) throw new RangeError(`There is no shared weight '${key}' here.`);
    return slot;
  }

  /** The slots of some keys, in the order of the layout, each once. */
  select(keys: Iterable<string>): Slot[] {
    return [...new Set(keys)].map((key) => this.slot(key)).sort((a, b) => a.offset - b.offset);
  }

  /** Throws a `RangeError` if a tensor has an unknown key or another shape. */
  check(weights: WeightsByKey): void {
    for (const [key, { shape, values }] of weights) {
      const slot = this.slot(key);
      if (shape.join() !== slot.shape.join() || values.length !== slot.size) {
        throw new RangeError(
          `'${key}' has the shape [${slot.shape.join(', ')}], not [${shape.join(', ')}] of ${values.length} numbers.`,
        );
      }
    }
  }
}

/** Values of some slots lying end to end, by key. */
export function byKey(slots: readonly Slot[], values: Float32Array): Map<string, StoredTensor> {
  let at = 0;
  return new Map(slots.map(({ key, shape, size }) => [key, { shape, values: values.slice(at, (at += size)) }]));
}
