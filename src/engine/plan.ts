import { type ArenaRange, QUAD_BYTES } from './arena.ts';
import { CapacityError, type EngineDevice } from './device.ts';
import type { ExampleTable } from './examples.ts';
import type { CompileProgress, Pipelines } from './pipelines.ts';
import { type Readback, ReadbackRing } from './readback.ts';
import type { DeviceRows } from './device-rows.ts';
import type { ParameterStore } from './store.ts';
import type { Kernel } from './kernel.ts';
import type { Tape } from './tape.ts';
import type { WorkList } from './work-list.ts';

/** Alignment of dynamic offsets, in words; WebGPU guarantees 256 bytes. */
const LIST_ALIGNMENT = 64;

/** What a plan needs on the device, beside the parameters. */
export interface PlanEstimate {
  readonly arenaBytes: number;
  readonly tableBytes: number;
}

interface TableSize {
  /** Words of the largest list: what a binding shows. */
  readonly binding: number;
  readonly words: number;
}

function tableSize(dispatches: readonly WorkList[]): TableSize {
  const align = (words: number): number => Math.ceil(words / LIST_ALIGNMENT) * LIST_ALIGNMENT;
  const capacities = [...new Set(dispatches)].map((list) => align(list.capacityWords));
  const binding = Math.max(LIST_ALIGNMENT, ...capacities);
  return { binding, words: capacities.reduce((sum, words) => sum + words, binding) };
}

/** Bytes of a tape's plan, known before anything is allocated. */
export function estimatePlan(tape: Tape): PlanEstimate {
  return {
    arenaBytes: tape.arena.bytes,
    tableBytes: tableSize(tape.dispatches()).words * Uint32Array.BYTES_PER_ELEMENT,
  };
}

/** A tape made ready to run: buffers, bind groups and pipelines are made once, a step writes one table and submits. */
export class Plan {
  readonly #device: GPUDevice;
  readonly #tape: Tape;
  readonly #dispatches: readonly WorkList[];
  readonly #pipelines: readonly GPUComputePipeline[];
  readonly #arena: GPUBuffer;
  readonly #tableBuffer: GPUBuffer;
  readonly #table: Uint32Array<ArrayBuffer>;
  /** Where the list of each dispatch starts in the table, in bytes. */
  readonly #offsets: Uint32Array<ArrayBuffer>;
  readonly #groups: Record<Kernel['bindings'], GPUBindGroup>;
  readonly #exampleGroups = new WeakMap<GPUBuffer, GPUBindGroup>();
  readonly #bindExamples: (buffer: GPUBuffer) => GPUBindGroup;
  readonly #ring: ReadbackRing;
  #before: ((encoder: GPUCommandEncoder) => void)[] = [];
  #after: ((encoder: GPUCommandEncoder) => void)[] = [];
  #lastDispatches = 0;

  private constructor(
    device: GPUDevice,
    tape: Tape,
    dispatches: readonly WorkList[],
    compiled: readonly GPUComputePipeline[],
    store: ParameterStore,
    pipelines: Pipelines,
    resultQuads: number,
  ) {
    this.#device = device;
    this.#tape = tape;
    this.#dispatches = dispatches;
    this.#pipelines = compiled;
    const size = tableSize(dispatches);
    this.#table = new Uint32Array(size.words);
    this.#offsets = new Uint32Array(dispatches.length);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    this.#arena = device.createBuffer({ label: 'arena', size: Math.max(QUAD_BYTES, tape.arena.bytes), usage });
    this.#tableBuffer = device.createBuffer({ label: 'work lists', size: this.#table.byteLength, usage });
    this.#ring = new ReadbackRing(device, resultQuads);
    for (const { at, values } of tape.constants) this.write(at, values);
    const table: GPUBufferBinding = {
      buffer: this.#tableBuffer,
      size: size.binding * Uint32Array.BYTES_PER_ELEMENT,
    };
    const group = (kind: Kernel['bindings'], resources: readonly GPUBindingResource[]): GPUBindGroup =>
      device.createBindGroup({
        layout: pipelines.layouts[kind],
        entries: resources.map((resource, binding) => ({ binding, resource })),
      });
    const [arena, weights] = [{ buffer: this.#arena }, { buffer: store.buffer('weights') }];
    const state = (['gradients', 'first', 'second'] as const).map((range) => ({ buffer: store.buffer(range) }));
    this.#bindExamples = (buffer) => group('examples', [arena, { buffer }, table]);
    const operation = group('operation', [arena, weights, table]);
    this.#groups = {
      operation,
      // Until examples are chosen: kernels that gather them have no work before.
      examples: operation,
      update: group('update', [arena, weights, table, ...state]),
    };
  }

  /**
   * Compiles and allocates; `resultQuads` is the largest result that a submission copies out. Throws a `CapacityError`
   * before anything is allocated if the arena does not fit a buffer.
   */
  static async build(
    { device, largestBuffer }: EngineDevice,
    tape: Tape,
    store: ParameterStore,
    pipelines: Pipelines,
    resultQuads: number,
    progress?: CompileProgress,
  ): Promise<Plan> {
    const { bytes } = tape.arena;
    if (bytes > largestBuffer) throw new CapacityError(bytes, largestBuffer);
    const dispatches = tape.dispatches();
    const compiled = await pipelines.compile(
      dispatches.map(({ kernel }) => kernel),
      progress,
    );
    return new Plan(device, tape, dispatches, compiled, store, pipelines, resultQuads);
  }

  /** Writes numbers into the arena, before whatever is submitted next. */
  write(at: number, values: Float32Array): void {
    this.#device.queue.writeBuffer(this.#arena, at * QUAD_BYTES, values as Float32Array<ArrayBuffer>);
  }

  /** These ranges of the arena as everything submitted so far leaves them, end to end. */
  async read(ranges: readonly ArenaRange[]): Promise<Float32Array> {
    const quads = ranges.reduce((sum, range) => sum + range.quads, 0);
    if (quads === 0) return new Float32Array();
    const ring = new ReadbackRing(this.#device, quads);
    const encoder = this.#device.createCommandEncoder();
    const readback = ring.copy(encoder, this.#arena, ranges);
    this.#device.queue.submit([encoder.finish()]);
    return readback.read().finally(() => ring.dispose());
  }

  /** The examples that this plan's batches are gathered from, from the next submission on. */
  useExamples({ buffer }: ExampleTable): void {
    const group = this.#exampleGroups.get(buffer) ?? this.#bindExamples(buffer);
    this.#exampleGroups.set(buffer, group);
    this.#groups.examples = group;
  }

  /** The next submission begins with taking up rows that a plan of the same device left. */
  take(rows: DeviceRows, at: number): void {
    const copy = rows.take();
    this.#before.push((encoder) => copy(encoder, this.#arena, at));
  }

  /** The next submission ends with leaving a range of its results as rows, from row `place` on. */
  leave({ at, quads }: ArenaRange, rows: DeviceRows, place: number): void {
    this.#after.push((encoder) => rows.fill(encoder, this.#arena, at, place, quads));
  }

  /** Runs the work chosen since the last submission; `results` name what to copy out, end to end. */
  submit(...results: readonly ArenaRange[]): Readback | null {
    this.#tape.fill();
    const encoder = this.#device.createCommandEncoder();
    for (const encode of this.#before) encode(encoder);
    this.#packTable();
    const pass = encoder.beginComputePass();
    let dispatched = 0;
    for (let i = 0; i < this.#dispatches.length; i++) {
      const list = this.#dispatches[i] as WorkList;
      if (list.count === 0) continue;
      const { kernel } = list;
      pass.setPipeline(this.#pipelines[i] as GPUComputePipeline);
      pass.setBindGroup(0, this.#groups[kernel.bindings], this.#offsets, i, 1);
      pass.dispatchWorkgroups(kernel.groupsPerEntry, list.count);
      dispatched++;
    }
    pass.end();
    this.#lastDispatches = dispatched;
    this.#tape.clear();
    for (const encode of this.#after) encode(encoder);
    [this.#before, this.#after] = [[], []];
    const readback = results.length > 0 ? this.#ring.copy(encoder, this.#arena, results) : null;
    this.#device.queue.submit([encoder.finish()]);
    return readback;
  }

  /** Dispatches of the last submission. */
  get lastDispatches(): number {
    return this.#lastDispatches;
  }

  /** Bytes held on the device, readback buffers aside. */
  get bytes(): number {
    return this.#arena.size + this.#tableBuffer.size;
  }

  dispose(): void {
    this.#arena.destroy();
    this.#tableBuffer.destroy();
    this.#ring.dispose();
  }

  /** Packs all lists end to end and writes them; notes where, in bytes, each dispatch's list starts. */
  #packTable(): void {
    const starts = new Map<WorkList, number>();
    let end = 0;
    for (let i = 0; i < this.#dispatches.length; i++) {
      const list = this.#dispatches[i] as WorkList;
      if (list.count === 0) continue;
      let start = starts.get(list);
      if (start === undefined) {
        start = Math.ceil(end / LIST_ALIGNMENT) * LIST_ALIGNMENT;
        end = list.pack(this.#table, start);
        starts.set(list, start);
      }
      this.#offsets[i] = start * Uint32Array.BYTES_PER_ELEMENT;
    }
    this.#device.queue.writeBuffer(this.#tableBuffer, 0, this.#table, 0, end);
  }
}
