import { createLstmPolicy, type LstmPolicy, type LstmPolicyOptions } from './lstm-policy.ts';
import { createEngineLstmPolicy } from './webgpu/engine-policy.ts';
import { programOf } from './webgpu/programs.ts';

/** The LSTM controller on the WebGPU engine; without a device, or of a space that it has no program for, in tfjs. */
export async function createController(options: LstmPolicyOptions, device: GPUDevice | null): Promise<LstmPolicy> {
  if (device === null || programOf(options.space, options) === null) return createLstmPolicy(options);
  return createEngineLstmPolicy({ ...options, device });
}
