import { defaultPreset } from '../../../src/experiment/presets.ts';
import { enasMacro } from '../../../src/experiment/presets/enas-macro.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import { DERIVE_CHILDREN_AT_ONCE } from '../../../src/search/derive.ts';
import type { BenchReport } from '../report.ts';
import { presetChild } from '../subjects/children.ts';
import { engineDevice } from '../subjects/device.ts';
import { firstRows } from '../subjects/examples.ts';
import { openSupernet, predictedBytes, trainSteps } from '../subjects/supernets.ts';
import { watchTraffic } from '../timing/traffic.ts';

type MemoryReport = NonNullable<BenchReport['memory']>;

/** Bytes that the default preset and that of macro networks are said to need, and of the buffers that they make. */
export async function measureMemory(): Promise<MemoryReport> {
  return { ...(await memoryOf(defaultPreset.settings)), macro: await memoryOf(enasMacro.settings) };
}

async function memoryOf(settings: Settings): Promise<MemoryReport['macro']> {
  const device = await engineDevice();
  const child = presetChild(settings);
  const train = { images: settings.batch, children: settings.childrenPerStep };
  const score = { images: settings.rewardBatch, children: DERIVE_CHILDREN_AT_ONCE };
  const predicted = await predictedBytes(child, train, score, device);
  const children = (count: number) => new Array(count).fill(child.architecture) as (typeof child.architecture)[];
  const made: { dispose(): void }[] = [];
  const { bytesAllocated } = await watchTraffic(async () => {
    const supernet = await openSupernet(child, device);
    made.push(supernet);
    await trainSteps(supernet, children(train.children), train.images, 1);
    await supernet.score(firstRows('validation', score.images), children(score.children));
  });
  made.forEach((supernet) => supernet.dispose());
  return { predicted, real: bytesAllocated };
}
