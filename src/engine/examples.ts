import { CapacityError, type EngineDevice } from './device.ts';

/** Where one table of examples lies on the device: rows of whole 32-bit words. */
export interface ExampleTable {
  readonly buffer: GPUBuffer;
  readonly rows: number;
}

/** Bytes of examples as words of rows; the bytes of a word are its least significant first. */
export interface PackedExamples {
  readonly words: Uint32Array<ArrayBuffer>;
  readonly rows: number;
}

/** Examples that stay on the device; a step names the rows of its batch. */
export class ExampleStore {
  readonly #device: EngineDevice;
  readonly #tables = new Map<string, ExampleTable>();

  constructor(device: EngineDevice) {
    this.#device = device;
  }

  /** Uploads a table, in place of what had this name. Throws a `CapacityError` if it does not fit a buffer. */
  set(name: string, { words, rows }: PackedExamples): void {
    const { device, largestBuffer } = this.#device;
    if (words.byteLength > largestBuffer) throw new CapacityError(words.byteLength, largestBuffer);
    this.#tables.get(name)?.buffer.destroy();
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const buffer = device.createBuffer({ label: `${name} examples`, size: words.byteLength, usage });
    device.queue.writeBuffer(buffer, 0, words);
    this.#tables.set(name, { buffer, rows });
  }

  /** Throws a `RangeError` if there is no table of this name. */
  get(name: string): ExampleTable {
    const table = this.#tables.get(name);
    if (table === undefined) throw new RangeError(`The ${name} examples are not loaded.`);
    return table;
  }

  /** Bytes held on the device. */
  get bytes(): number {
    return [...this.#tables.values()].reduce((sum, { buffer }) => sum + buffer.size, 0);
  }

  dispose(): void {
    for (const { buffer } of this.#tables.values()) buffer.destroy();
    this.#tables.clear();
  }
}
