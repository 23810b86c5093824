import { type EngineDevice, openDevice } from '../../../../src/engine/device.ts';
import type { Supernet } from '../../../../src/supernet/supernet.ts';
import { createEngineSupernet } from '../../../../src/supernet/engine/supernet.ts';
import { tinyOptions, type TinyOptions } from '../synthetic.ts';

let opened: Promise<EngineDevice> | undefined;

/** One device for all tests of a file, so that kernels compile once. */
export function testDevice(): Promise<EngineDevice> {
  opened ??= openDevice();
  return opened;
}

/** The same small supernet as `tinySupernet`, on the engine. */
export async function tinyEngine(options: TinyOptions & { readonly device?: GPUDevice } = {}): Promise<Supernet> {
  const device = options.device ?? (await testDevice()).device;
  return createEngineSupernet({ ...tinyOptions(options), device });
}
