import { openDevice } from '../engine/device.ts';
import type { EstimateOptions } from './estimate.ts';
import type { SupernetOptions } from './options.ts';
import { estimateSupernet } from './reference/estimate.ts';
import { createReferenceSupernet } from './reference/supernet.ts';
import type { Supernet, SupernetEstimate } from './supernet.ts';
import { estimateEngineSupernet } from './webgpu/estimate.ts';
import { createEngineSupernet } from './webgpu/supernet.ts';

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
