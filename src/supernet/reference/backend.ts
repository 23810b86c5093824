import { infoOf, type Patience } from '../../device/adapter.ts';
import { type BackendName, type OpenBackend, openWebgpu } from '../../device/backend.ts';
import * as tf from './tf.ts';

const never = new Promise<string>(() => undefined);

/**
 * Has tfjs compute on a backend from now on. Every tensor made before is gone.
 * Rejects with an `Error` with a sentence if it cannot be had.
 */
export function openBackend(name: BackendName, patience?: Patience): Promise<OpenBackend> {
  return name === 'webgpu' ? overWebgpu(patience) : openOther(name);
}

async function overWebgpu(patience?: Patience): Promise<OpenBackend> {
  const opened = await openWebgpu(patience);
  const { device } = opened;
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new tf.WebGPUBackend(device, infoOf(device)));
  if (!(await tf.setBackend('webgpu'))) throw new Error('The graphics adapter did not start.');
  return opened;
}

async function openOther(name: Exclude<BackendName, 'webgpu'>): Promise<OpenBackend> {
  const started = await tf.setBackend(name).catch(() => false);
  if (!started)
    throw new Error(name === 'webgl' ? 'This browser has no WebGL 2 either.' : 'The processor backend did not start.');
  return {
    name,
    vendor: '',
    architecture: '',
    software: false,
    device: null,
    lost: never,
    loseDevice: () => undefined,
  };
}
