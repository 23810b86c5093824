import type { EngineDevice } from '../../engine/device.ts';
import type { ExampleStore } from '../../engine/examples.ts';
import type { CompileProgress, Pipelines } from '../../engine/pipelines.ts';
import type { Plan } from '../../engine/plan.ts';
import type { ParameterStore } from '../../engine/store.ts';
import type { Batch } from '../../task/task.ts';
import type { EngineFamily, EngineNetwork } from './family.ts';

/** What all plans of one supernet share. */
export interface Session {
  readonly device: EngineDevice;
  readonly pipelines: Pipelines;
  readonly store: ParameterStore;
  readonly examples: ExampleStore;
  readonly family: EngineFamily;
  readonly progress: CompileProgress | undefined;
}

/** Chooses the examples of a plan's next submission. */
export function loadBatch({ examples }: Session, plan: Plan, network: Pick<EngineNetwork, 'load'>, batch: Batch): void {
  plan.useExamples(examples.get(batch.split));
  network.load(batch.indices, batch);
}
