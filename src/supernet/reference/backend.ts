import { infoOf, isSoftware, type Patience, requestDevice } from '../../engine/adapter.ts';
import * as tf from './tf.ts';

export const backendNames = ['webgpu', 'webgl', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

type Form = 'reference' | 'engine';

/** Where tfjs computes from now on. */
export interface OpenBackend {
  readonly name: BackendName;
  /** As the browser tells it; empty where it keeps that to itself. */
  readonly vendor: string;
  readonly architecture: string;
  /** The processor does the work of a graphics chip, slowly. */
  readonly software: boolean;
  /** The WebGPU device that tfjs and the engine share; null on the other backends. */
  readonly device: GPUDevice | null;
  /** Why it is not WebGPU, as a sentence; null where it is, or where another backend was asked for. */
  readonly fallback: string | null;
  /** Resolves with the browser's reason when the graphics device goes away; never where there is none to lose. */
  readonly lost: Promise<string>;
  /** Destroys the graphics device on purpose, to show and test what happens then. */
  loseDevice(): void;
}

/** Limits of the adapter that tfjs has use for. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

const never = new Promise<string>(() => undefined);

/**
 * A device of our own, so that losing it can be seen and a new one opened in its place. In the reference form tfjs
 * computes on it; the engine's form leaves it to the engine.
 * Throws an `Error` with a sentence where there is none.
 */
async function openWebgpu(form: Form, patience?: Patience): Promise<Omit<OpenBackend, 'fallback'>> {
  const device = await requestDevice(LIMITS, patience);
  const info = infoOf(device);
  if (form === 'reference') {
    tf.removeBackend('webgpu');
    tf.registerBackend('webgpu', () => new tf.WebGPUBackend(device, info));
    if (!(await tf.setBackend('webgpu'))) throw new Error('The graphics adapter did not start.');
  } else {
    // What the engine leaves to tfjs are a controller's small products: too short for a kernel each.
    await tf.setBackend('cpu');
  }
  return {
    name: 'webgpu',
    vendor: info.vendor,
    architecture: info.architecture,
    software: isSoftware(info),
    device,
    lost: device.lost.then(({ message, reason }) => (message === '' ? reason : message)),
    loseDevice: () => device.destroy(),
  };
}

async function openOther(name: 'webgl' | 'cpu'): Promise<Omit<OpenBackend, 'fallback'>> {
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

/**
 * Opens the best backend there is: WebGPU, else WebGL, else the processor; or just `only`. `form` says who will compute
 * on a WebGPU device; the other backends know the reference alone.
 * Every tensor made before is gone. Rejects if `only` cannot be had.
 */
export async function openBackend(
  only?: BackendName,
  form: Form = 'reference',
  patience?: Patience,
): Promise<OpenBackend> {
  if (only !== undefined) {
    const opened = only === 'webgpu' ? await openWebgpu(form, patience) : await openOther(only);
    return { ...opened, fallback: null };
  }
  const reasons: string[] = [];
  for (const name of backendNames) {
    try {
      const opened = name === 'webgpu' ? await openWebgpu(form) : await openOther(name);
      return { ...opened, fallback: reasons.length === 0 ? null : reasons.join(' ') };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(reasons.join(' '));
}
