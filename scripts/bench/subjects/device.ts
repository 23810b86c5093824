import { openDevice } from '../../../src/engine/device.ts';

let opened: Promise<GPUDevice> | undefined;

/** The engine's device: one for the whole page, so that kernels compile once, and apart from those of the others. */
export function engineDevice(): Promise<GPUDevice> {
  opened ??= openDevice().then(({ device }) => device);
  return opened;
}
