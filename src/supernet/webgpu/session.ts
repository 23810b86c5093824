import type { EngineDevice } from '../../engine/device.ts';
import type { CompileProgress, Pipelines } from '../../engine/pipelines.ts';
import type { ParameterStore } from '../../engine/store.ts';
import type { MicroConfig } from '../../space/micro/config.ts';
import type { NetworkParameters } from './parameters.ts';

/** What all plans of one supernet share. */
export interface Session {
  readonly device: EngineDevice;
  readonly pipelines: Pipelines;
  readonly store: ParameterStore;
  readonly config: MicroConfig;
  readonly parameters: NetworkParameters;
  readonly progress: CompileProgress | undefined;
}

/** A batch as numbers. */
export interface BatchNumbers {
  readonly pixels: Float32Array;
  readonly labels: Float32Array;
}
