import { Plan } from '../../engine/plan.ts';
import type { Tape } from '../../engine/tape.ts';
import type { Batch } from '../../task/task.ts';
import type { EngineContext } from './engine-context.ts';
import type { EngineNetwork, NetworkSize } from './network.ts';

/** A network laid out on a tape, not allocated. */
export interface NetworkTape {
  readonly tape: Tape;
  readonly network: Pick<EngineNetwork, 'load'>;
}

/** What every plan of a network does, whatever it computes of a batch. */
export abstract class NetworkPlan<Made extends NetworkTape> {
  protected readonly made: Made;
  protected readonly plan: Plan;
  readonly size: NetworkSize;
  readonly #examples: EngineContext['examples'];

  protected constructor({ examples }: EngineContext, made: Made, plan: Plan, size: NetworkSize) {
    this.#examples = examples;
    this.made = made;
    this.plan = plan;
    this.size = size;
  }

  /** Dispatches of the last submission. */
  get dispatches(): number {
    return this.plan.lastDispatches;
  }

  get bytes(): number {
    return this.plan.bytes;
  }

  dispose(): void {
    this.plan.dispose();
  }

  /** Chooses the examples of the next submission. */
  protected load(batch: Batch): void {
    this.plan.useExamples(this.#examples.get(batch.split));
    this.made.network.load(batch.indices, batch);
  }
}

/** Allocates a tape that leaves `results` vec4 to be read. Throws a `CapacityError` where the device is too small. */
export function allocate(context: EngineContext, { tape }: NetworkTape, results: number): Promise<Plan> {
  const { device, store, pipelines, progress } = context;
  return Plan.build(device, tape, store, pipelines, results, progress);
}
