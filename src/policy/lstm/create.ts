import { createLstmPolicy, type LstmPolicy, type LstmPolicyOptions } from './lstm-policy.ts';
import { createEngineLstmPolicy } from './webgpu/engine-policy.ts';

/** The LSTM controller on the WebGPU engine; without a device, in tfjs. */
export async function createController(options: LstmPolicyOptions, device: GPUDevice | null): Promise<LstmPolicy> {
  return device === null ? createLstmPolicy(options) : createEngineLstmPolicy({ ...options, device });
}
