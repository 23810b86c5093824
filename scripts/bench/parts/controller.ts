import { defaultPreset } from '../../../src/experiment/presets.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import type { BenchReport } from '../report.ts';
import { openController, policyUpdates } from '../subjects/controllers.ts';
import { engineDevice } from '../subjects/device.ts';
import { interleave, type Repeat } from '../timing/rounds.ts';

/** One update and the sampling of the next eight children, on the engine and in tfjs on WebGPU. */
export async function measureController(): Promise<NonNullable<BenchReport['controller']>> {
  await openBackend('webgpu');
  const { settings } = defaultPreset;
  const [engine, reference] = [
    await openController(settings, await engineDevice()),
    await openController(settings, null),
  ];
  const both = new Map<'engine' | 'reference', Repeat>([
    ['engine', await policyUpdates(engine)],
    ['reference', await policyUpdates(reference)],
  ]);
  for (const repeat of both.values()) await repeat(1);
  const timings = await interleave(both);
  engine.dispose();
  reference.dispose();
  return { engine: { ms: timings.engine.ms }, reference: { ms: timings.reference.ms } };
}
