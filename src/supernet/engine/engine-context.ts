import type { EngineDevice } from '../../engine/device.ts';
import type { ExampleStore } from '../../engine/examples.ts';
import type { CompileProgress, Pipelines } from '../../engine/pipelines.ts';
import type { ParameterStore } from '../../engine/store.ts';

/** What all plans of one supernet share on the device. */
export interface EngineContext {
  readonly device: EngineDevice;
  readonly pipelines: Pipelines;
  readonly store: ParameterStore;
  readonly examples: ExampleStore;
  readonly progress: CompileProgress | undefined;
}
