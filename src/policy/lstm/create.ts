import { hasLayers } from './families.ts';
import { createLstmPolicy, type LstmPolicy, type LstmPolicyOptions } from './lstm-policy.ts';
import { createEngineLstmPolicy } from './webgpu/engine-policy.ts';

/** The LSTM controller on the WebGPU engine; where there is no device for it, and for layers, in tfjs operations. */
export async function createController(options: LstmPolicyOptions, device: GPUDevice | null): Promise<LstmPolicy> {
  if (device === null || hasLayers(options.space)) return createLstmPolicy(options);
  return createEngineLstmPolicy({ ...options, device });
}
