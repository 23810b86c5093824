import { QUAD_BYTES } from './arena.ts';
import { CapacityError, type EngineDevice } from './device.ts';
import type { Parameter, ParameterLayout } from './parameters.ts';

const ranges = ['weights', 'gradients', 'first', 'second'] as const;
/** The weights, their gradients, and the optimiser's first and second quantity of each weight. */
export type RangeName = (typeof ranges)[number];

/** All parameters on the device, in flat ranges of one layout. */
export class ParameterStore {
  readonly layout: ParameterLayout;
  readonly #device: GPUDevice;
  readonly #buffers: Readonly<Record<RangeName, GPUBuffer>>;

  /**
   * Everything starts as zero; `quantities`: how many the optimiser keeps of each weight. Throws a `CapacityError` if a
   * range is larger than a buffer may be.
   */
  constructor({ device, largestBuffer }: EngineDevice, layout: ParameterLayout, quantities: 1 | 2) {
    if (layout.bytes > largestBuffer) throw new CapacityError(layout.bytes, largestBuffer);
    this.layout = layout;
    this.#device = device;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const make = (label: RangeName, size = layout.bytes): GPUBuffer => device.createBuffer({ label, size, usage });
    this.#buffers = {
      weights: make('weights'),
      gradients: make('gradients'),
      first: make('first'),
      // A bind group names it in any case.
      second: make('second', quantities === 2 ? layout.bytes : QUAD_BYTES),
    };
  }

  /** Bytes held on the device. */
  get bytes(): number {
    return ranges.reduce((sum, range) => sum + this.#buffers[range].size, 0);
  }

  buffer(range: RangeName): GPUBuffer {
    return this.#buffers[range];
  }

  /** Writes one parameter's numbers, row-major. Throws a `RangeError` on a wrong count. */
  write(range: RangeName, parameter: Parameter, values: Float32Array): void {
    if (values.length !== parameter.numbers) {
      throw new RangeError(`'${parameter.key}' has ${parameter.numbers} numbers, not ${values.length}`);
    }
    this.#device.queue.writeBuffer(this.#buffers[range], parameter.at * QUAD_BYTES, values.slice());
  }

  /** Sets a whole range to zero. */
  clear(range: RangeName): void {
    const encoder = this.#device.createCommandEncoder();
    encoder.clearBuffer(this.#buffers[range]);
    this.#device.queue.submit([encoder.finish()]);
  }

  /** The numbers of these parameters as they are after everything submitted so far. */
  async read(range: RangeName, parameters: readonly Parameter[]): Promise<Float32Array[]> {
    const staging = this.#device.createBuffer({
      size: this.layout.bytes,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    try {
      const encoder = this.#device.createCommandEncoder();
      encoder.copyBufferToBuffer(this.#buffers[range], staging);
      this.#device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const all = new Float32Array(staging.getMappedRange());
      return parameters.map(({ at, numbers }) => all.slice(at * 4, at * 4 + numbers));
    } finally {
      staging.destroy();
    }
  }

  dispose(): void {
    for (const range of ranges) this.#buffers[range].destroy();
  }
}
