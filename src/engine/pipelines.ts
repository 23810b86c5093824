import type { Kernel } from './kernel.ts';

/** Kernels made so far, and all that are to be made. */
export type CompileProgress = (made: number, all: number) => void;

const STORAGE: GPUBufferBindingLayout = { type: 'storage' };

const byDevice = new WeakMap<GPUDevice, Pipelines>();

/** Compiles kernels, each text once a device, in parallel. */
export class Pipelines {
  readonly #device: GPUDevice;
  readonly #byCode = new Map<string, Promise<GPUComputePipeline>>();
  #made = 0;
  #all = 0;
  readonly layouts: Readonly<Record<Kernel['bindings'], GPUBindGroupLayout>>;
  readonly #pipelineLayouts: Readonly<Record<Kernel['bindings'], GPUPipelineLayout>>;

  /** The one set of pipelines of a device. */
  static of(device: GPUDevice): Pipelines {
    const pipelines = byDevice.get(device) ?? new Pipelines(device);
    byDevice.set(device, pipelines);
    return pipelines;
  }

  private constructor(device: GPUDevice) {
    this.#device = device;
    const table: GPUBufferBindingLayout = { type: 'read-only-storage', hasDynamicOffset: true };
    const layout = (buffers: readonly GPUBufferBindingLayout[]): GPUBindGroupLayout =>
      device.createBindGroupLayout({
        entries: buffers.map((buffer, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer })),
      });
    const operation = layout([STORAGE, { type: 'read-only-storage' }, table]);
    this.layouts = {
      operation,
      examples: operation,
      update: layout([STORAGE, STORAGE, table, STORAGE, STORAGE, STORAGE]),
    };
    const pipelineLayout = (of: GPUBindGroupLayout): GPUPipelineLayout =>
      device.createPipelineLayout({ bindGroupLayouts: [of] });
    const ofOperations = pipelineLayout(operation);
    this.#pipelineLayouts = {
      operation: ofOperations,
      examples: ofOperations,
      update: pipelineLayout(this.layouts.update),
    };
  }

  /** Kernels made of those that were asked for since all were made; null where none is being made. */
  get compiling(): { readonly made: number; readonly all: number } | null {
    return this.#all === 0 ? null : { made: this.#made, all: this.#all };
  }

  /** The pipelines of these kernels, in order. Rejects with the compiler's message. */
  async compile(kernels: readonly Kernel[], progress?: CompileProgress): Promise<GPUComputePipeline[]> {
    const all = new Set(kernels.map(({ code }) => code)).size;
    const counted = new Set<string>();
    return Promise.all(
      kernels.map(async (kernel) => {
        const pipeline = await this.#pipeline(kernel);
        if (!counted.has(kernel.code)) progress?.(counted.add(kernel.code).size, all);
        return pipeline;
      }),
    );
  }

  #pipeline({ label, code, bindings }: Kernel): Promise<GPUComputePipeline> {
    const known = this.#byCode.get(code);
    if (known !== undefined) return known;
    const module = this.#device.createShaderModule({ label, code });
    const made = this.#device
      .createComputePipelineAsync({
        label,
        layout: this.#pipelineLayouts[bindings],
        compute: { module, entryPoint: 'main' },
      })
      .catch(async (error: unknown) => {
        const { messages } = await module.getCompilationInfo();
        const lines = messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`);
        throw new Error(`The kernel '${label}' does not compile. ${lines.join('; ')}`, { cause: error });
      });
    this.#byCode.set(code, made);
    this.#all++;
    const settled = (): void => {
      if (++this.#made === this.#all) this.#made = this.#all = 0;
    };
    made.then(settled, settled);
    return made;
  }
}
