import { walkKind } from './families.ts';
import { createLstmPolicy, type LstmPolicy, type LstmPolicyOptions } from './lstm-policy.ts';
import { createEngineLstmPolicy } from './webgpu/engine-policy.ts';

/** The LSTM controller of cells on the WebGPU engine; of other spaces, or without a device, in tfjs operations. */
export async function createController(options: LstmPolicyOptions, device: GPUDevice | null): Promise<LstmPolicy> {
  if (device === null || walkKind(options.space) !== 'cells') return createLstmPolicy(options);
  return createEngineLstmPolicy({ ...options, device });
}
