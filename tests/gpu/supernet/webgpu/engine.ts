import { type EngineDevice, openDevice } from '../../../../src/engine/device.ts';
import { createMicroSpace } from '../../../../src/space/micro/micro.ts';
import type { Supernet } from '../../../../src/supernet/supernet.ts';
import { createEngineSupernet } from '../../../../src/supernet/webgpu/supernet.ts';
import { plainSgd, stripes, tinyConfig, type TinyOptions } from '../synthetic.ts';

let opened: Promise<EngineDevice> | undefined;

/** One device for all tests of a file, so that kernels compile once. */
export function testDevice(): Promise<EngineDevice> {
  opened ??= openDevice();
  return opened;
}

/** The same small supernet as `tinySupernet`, on the engine. */
export async function tinyEngine(options: TinyOptions & { readonly device?: GPUDevice } = {}): Promise<Supernet> {
  const { config, training, seed = 1, only } = options;
  const device = options.device ?? (await testDevice()).device;
  const whole = { ...tinyConfig, ...config };
  return createEngineSupernet({
    space: createMicroSpace(whole),
    training: { ...plainSgd, ...training },
    seed,
    data: {
      train: stripes(24, whole.imageSide, whole.classes, 11),
      validation: stripes(12, whole.imageSide, whole.classes, 12),
    },
    ...(only === undefined ? {} : { only }),
    device,
  });
}
