import { infoOf, isSoftware, type Patience, requestDevice } from './adapter.ts';
import { lossOf } from './lost.ts';

/** What can compute, best first. */
export const backendNames = ['webgpu', 'webgl', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** What computes from now on. */
export interface OpenBackend {
  readonly name: BackendName;
  /** As the browser tells it; empty where it keeps that to itself. */
  readonly vendor: string;
  readonly architecture: string;
  /** The processor does the work of a graphics chip, slowly. */
  readonly software: boolean;
  /** Null on the backends that are not WebGPU. */
  readonly device: GPUDevice | null;
  /** Resolves with the browser's reason when the graphics device goes away; never where there is none to lose. */
  readonly lost: Promise<string>;
  /** Destroys the graphics device on purpose, to show and test what happens then. */
  loseDevice(): void;
}

/** Limits that are asked for as high as the adapter has them: those that kernels, here or in tfjs, have use for. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/**
 * A WebGPU device of one's own, so that its loss can be seen and a new one opened in its place.
 * Rejects with an `Error` with a sentence where there is none.
 */
export async function openWebgpu(patience?: Patience): Promise<OpenBackend & { readonly device: GPUDevice }> {
  const device = await requestDevice(LIMITS, patience);
  const info = infoOf(device);
  return {
    name: 'webgpu',
    vendor: info.vendor,
    architecture: info.architecture,
    software: isSoftware(info),
    device,
    lost: lossOf(device),
    loseDevice: () => device.destroy(),
  };
}
