import type { Patience } from '../device/adapter.ts';
import type { BackendName, OpenBackend } from '../device/backend.ts';
import { openDevice } from '../engine/device.ts';
import { estimateEngineSupernet } from './engine/estimate.ts';
import { createEngineSupernet } from './engine/supernet.ts';
import type { EstimateOptions } from './estimate.ts';
import type { SupernetOptions } from './options.ts';
import { estimateSupernet } from './reference/estimate.ts';
import type { Supernet, SupernetEstimate } from './supernet.ts';

/**
 * Opens a backend for the reference form. Its code, and tfjs with it, is loaded when it is first asked for. Rejects with
 * an `Error` with a sentence where that fails.
 */
export async function openReference(name: BackendName, patience?: Patience): Promise<OpenBackend> {
  const { openBackend } = await import('./reference/backend.ts').catch((cause: unknown) => {
    throw new Error('The code of the reference form could not be loaded.', { cause });
  });
  return openBackend(name, patience);
}

/** The engine's form on a WebGPU device; the reference, on the backend that is open, where there is none. */
export async function createSupernet(options: SupernetOptions, device: GPUDevice | null): Promise<Supernet> {
  if (device !== null) return createEngineSupernet({ ...options, device });
  const { createReferenceSupernet } = await import('./reference/supernet.ts');
  return createReferenceSupernet(options);
}

/** What the form that `createSupernet` would make will need, before anything is allocated. */
export async function estimateOf(options: EstimateOptions, device: GPUDevice | null): Promise<SupernetEstimate> {
  if (device === null) return estimateSupernet(options);
  const { tiles } = await openDevice(device);
  return estimateEngineSupernet(options, tiles);
}
