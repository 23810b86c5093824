import { QUAD_BYTES } from './arena.ts';

/**
 * Rows of vec4 that plans of one device hand on to each other, read by nobody. They are taken up by one plan or
 * discarded, once; then their place is used again.
 */
export class DeviceRows {
  readonly quads: number;
  readonly #buffer: GPUBuffer;
  readonly #release: () => void;
  #gone = false;

  constructor(quads: number, buffer: GPUBuffer, release: () => void) {
    this.quads = quads;
    this.#buffer = buffer;
    this.#release = release;
  }

  /** Copies `quads` vec4 of an arena into the rows from row `place` on. */
  fill(encoder: GPUCommandEncoder, arena: GPUBuffer, at: number, place: number, quads: number): void {
    if (place + quads > this.quads) throw new RangeError(`${quads} rows from row ${place} on are too many`);
    encoder.copyBufferToBuffer(arena, at * QUAD_BYTES, this.#buffer, place * QUAD_BYTES, quads * QUAD_BYTES);
  }

  /** Takes the rows up; the returned call copies them into an arena. Throws an `Error` where they are gone already. */
  take(): (encoder: GPUCommandEncoder, arena: GPUBuffer, at: number) => void {
    this.#go();
    return (encoder, arena, at) => {
      encoder.copyBufferToBuffer(this.#buffer, 0, arena, at * QUAD_BYTES, this.quads * QUAD_BYTES);
      this.#release();
    };
  }

  discard(): void {
    this.#go();
    this.#release();
  }

  #go(): void {
    if (this.#gone) throw new Error('rows can be taken once');
    this.#gone = true;
  }
}

/** The places of rows under way: more are made only while more are under way than ever before. */
export class DeviceRowsPool {
  readonly #device: GPUDevice;
  readonly #free: GPUBuffer[] = [];
  readonly #all: GPUBuffer[] = [];

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  make(quads: number): DeviceRows {
    const size = quads * QUAD_BYTES;
    const index = this.#free.findIndex((buffer) => buffer.size >= size);
    const [buffer = this.#allocate(size)] = index < 0 ? [] : this.#free.splice(index, 1);
    return new DeviceRows(quads, buffer, () => this.#free.push(buffer));
  }

  /** Bytes held on the device. */
  get bytes(): number {
    return this.#all.reduce((sum, { size }) => sum + size, 0);
  }

  dispose(): void {
    for (const buffer of this.#all) buffer.destroy();
  }

  #allocate(size: number): GPUBuffer {
    const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = this.#device.createBuffer({ label: 'rows under way', size, usage });
    this.#all.push(buffer);
    return buffer;
  }
}
