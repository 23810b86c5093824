import { Pipelines } from '../../../src/engine/pipelines.ts';
import { defaultPreset } from '../../../src/experiment/presets.ts';
import { DERIVE_CHILDREN_AT_ONCE } from '../../../src/search/derive.ts';
import { benchChildren } from '../subjects/children.ts';
import { openController } from '../subjects/controllers.ts';
import { engineDevice } from '../subjects/device.ts';
import { openSupernet } from '../subjects/supernets.ts';

/** Milliseconds until kernels are compiled: those of a training step, and all of a search. */
export interface Compiled {
  readonly stepPipelinesMs: number;
  readonly pipelinesMs: number;
}

/**
 * Milliseconds until all kernels of the default preset's search are compiled and its buffers made, in a browser that
 * has compiled nothing before.
 */
export async function measurePipelines(): Promise<Compiled> {
  const device = await engineDevice();
  const { settings } = defaultPreset;
  const start = performance.now();
  const supernet = await openSupernet(benchChildren.preset, device);
  await supernet.prepare({
    train: [{ images: settings.batch, children: settings.childrenPerStep }],
    score: [{ images: settings.rewardBatch, children: DERIVE_CHILDREN_AT_ONCE }],
  });
  const stepPipelinesMs = performance.now() - start;
  await openController(settings, device);
  // The controller's, and those that score, are compiled meanwhile.
  while (Pipelines.of(device).compiling !== null) await new Promise((resolve) => setTimeout(resolve, 5));
  return { stepPipelinesMs, pipelinesMs: performance.now() - start };
}
