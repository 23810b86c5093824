/** What WebGPU was asked to do, on all devices of the page. */
export interface Traffic {
  readonly dispatches: number;
  /** From the processor to buffers of the device. */
  readonly bytesWritten: number;
  /** Reads back to the processor. */
  readonly readbacks: number;
  /** Bytes of buffers made, less those of buffers destroyed. */
  readonly bytesAllocated: number;
}

type Before<T> = (self: T, args: readonly unknown[]) => void;

/** Calls `before` ahead of a method, until the returned function is called. */
function watch<T extends object>(prototype: T, name: keyof T & string, before: Before<T>): () => void {
  const original = prototype[name] as (...args: unknown[]) => unknown;
  const put = (method: unknown): void => {
    Object.assign(prototype, { [name]: method });
  };
  put(function (this: T, ...args: unknown[]): unknown {
    before(this, args);
    return original.apply(this, args);
  });
  return () => put(original);
}

/** Does some work with WebGPU's own methods watched. Not while a clock runs: watching takes time too. */
export async function watchTraffic(work: () => Promise<unknown>): Promise<Traffic> {
  const seen = { dispatches: 0, bytesWritten: 0, readbacks: 0, bytesAllocated: 0 };
  const dispatch = (): void => {
    seen.dispatches++;
  };
  const unwatch = [
    watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', dispatch),
    watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', dispatch),
    watch(GPUQueue.prototype, 'writeBuffer', (_, args) => {
      seen.bytesWritten += writtenBytes(args as Parameters<GPUQueue['writeBuffer']>);
    }),
    watch(GPUDevice.prototype, 'createBuffer', (_, [descriptor]) => {
      const { size, mappedAtCreation } = descriptor as GPUBufferDescriptor;
      seen.bytesAllocated += size;
      if (mappedAtCreation === true) seen.bytesWritten += size;
    }),
    watch(GPUBuffer.prototype, 'destroy', ({ size }) => {
      seen.bytesAllocated -= size;
    }),
    watch(GPUBuffer.prototype, 'mapAsync', () => {
      seen.readbacks++;
    }),
  ];
  try {
    await work();
  } finally {
    unwatch.forEach((stop) => stop());
  }
  return seen;
}

/** WebGPU counts offset and size in elements of a typed array, in bytes of another buffer. */
function writtenBytes([, , data, from = 0, size]: Parameters<GPUQueue['writeBuffer']>): number {
  const element = 'BYTES_PER_ELEMENT' in data ? (data.BYTES_PER_ELEMENT as number) : 1;
  return size === undefined ? data.byteLength - from * element : size * element;
}
