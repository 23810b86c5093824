import { QUAD_BYTES } from './arena.ts';

/** Numbers that a submission left, still on the device. Exactly one of the two must be called, once. */
export interface Readback {
  read(): Promise<Float32Array>;
  discard(): void;
}

/**
 * Small staging buffers that go round: a step copies its results into a free one and nobody waits until somebody
 * asks. More are made only while more results are outstanding than ever before.
 */
export class ReadbackRing {
  readonly #device: GPUDevice;
  readonly #size: number;
  readonly #free: GPUBuffer[] = [];
  readonly #all: GPUBuffer[] = [];

  /** `quads`: vec4 of one result. */
  constructor(device: GPUDevice, quads: number) {
    this.#device = device;
    this.#size = quads * QUAD_BYTES;
  }

  /** Copies `quads` vec4 of the arena from `at` at the end of what `encoder` holds. */
  copy(encoder: GPUCommandEncoder, arena: GPUBuffer, at: number, quads: number): Readback {
    const size = quads * QUAD_BYTES;
    if (size > this.#size) throw new RangeError(`a result of ${quads} vec4 does not fit the ring`);
    const buffer = this.#free.pop() ?? this.#make();
    encoder.copyBufferToBuffer(arena, at * QUAD_BYTES, buffer, 0, size);
    let taken = false;
    const take = (): void => {
      if (taken) throw new Error('a result can be taken once');
      taken = true;
    };
    return {
      discard: () => {
        take();
        this.#free.push(buffer);
      },
      read: async () => {
        take();
        await buffer.mapAsync(GPUMapMode.READ, 0, size);
        const values = new Float32Array(buffer.getMappedRange(0, size)).slice();
        buffer.unmap();
        this.#free.push(buffer);
        return values;
      },
    };
  }

  dispose(): void {
    for (const buffer of this.#all) buffer.destroy();
  }

  #make(): GPUBuffer {
    const buffer = this.#device.createBuffer({
      label: 'readback',
      size: this.#size,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    this.#all.push(buffer);
    return buffer;
  }
}
