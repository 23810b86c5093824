import { type ArenaRange, QUAD_BYTES } from './arena.ts';

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

  /** Copies ranges of the arena, end to end, at the end of what `encoder` holds. */
  copy(encoder: GPUCommandEncoder, arena: GPUBuffer, ranges: readonly ArenaRange[]): Readback {
    const size = ranges.reduce((sum, { quads }) => sum + quads, 0) * QUAD_BYTES;
    if (size > this.#size) throw new RangeError(`a result of ${size / QUAD_BYTES} vec4 does not fit the ring`);
    const buffer = this.#free.pop() ?? this.#make();
    let end = 0;
    for (const { at, quads } of ranges) {
      encoder.copyBufferToBuffer(arena, at * QUAD_BYTES, buffer, end, quads * QUAD_BYTES);
      end += quads * QUAD_BYTES;
    }
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
