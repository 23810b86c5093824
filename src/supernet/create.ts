import type { Architecture } from '../space/space.ts';
import type { AnySpace } from '../space/spaces.ts';
import type { Split, SplitData } from '../task/task.ts';
import { openDevice } from '../engine/device.ts';
import type { EstimateOptions } from './estimate.ts';
import { estimateSupernet } from './reference/estimate.ts';
import { createReferenceSupernet } from './reference/supernet.ts';
import type { Supernet, SupernetEstimate, TrainingConfig } from './supernet.ts';
import { estimateEngineSupernet } from './webgpu/estimate.ts';
import { createEngineSupernet } from './webgpu/supernet.ts';

export interface SupernetOptions {
  readonly space: AnySpace;
  readonly training: TrainingConfig;
  /** Weights start as a function of this seed and their key alone, in either form. */
  readonly seed: number;
  readonly data: Readonly<Partial<Record<Split, SplitData>>>;
  /** Holds only the weights of these children, to train them from scratch. */
  readonly only?: readonly Architecture[];
  /** Kernels compiled so far, of how many. */
  readonly progress?: (done: number, total: number) => void;
}

/** The fused form on a WebGPU device; the reference, on the backend that is current, where there is none. */
export async function createSupernet(options: SupernetOptions, device: GPUDevice | null): Promise<Supernet> {
  return device === null ? createReferenceSupernet(options) : createEngineSupernet({ ...options, device });
}

/** What the form that `createSupernet` would make will need, before anything is allocated. */
export async function estimateOf(options: EstimateOptions, device: GPUDevice | null): Promise<SupernetEstimate> {
  if (device === null) return estimateSupernet(options);
  const { tiles } = await openDevice(device);
  return estimateEngineSupernet(options, tiles);
}
