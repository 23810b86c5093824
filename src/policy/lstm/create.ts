import { createEngineLstmPolicy } from './engine/policy.ts';
import type { LstmPolicy, LstmPolicyOptions } from './lstm-policy.ts';

/** The LSTM controller on the WebGPU engine; without a device in tfjs, whose code is then loaded. */
export async function createController(options: LstmPolicyOptions, device: GPUDevice | null): Promise<LstmPolicy> {
  if (device !== null) return createEngineLstmPolicy({ ...options, device });
  const { createLstmPolicy } = await import('./reference/policy.ts');
  return createLstmPolicy(options);
}
