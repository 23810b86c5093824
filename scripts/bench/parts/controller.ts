import { openBackend } from '../../../src/supernet/reference/backend.ts';
import type { BenchReport } from '../report.ts';
import { openController, updatePolicy } from '../subjects/controllers.ts';
import { engineDevice } from '../subjects/device.ts';
import { interleave, type Repeat } from '../timing/rounds.ts';

/** Sampling eight children and one update, on the engine and in tfjs on WebGPU. */
export async function measureController(): Promise<NonNullable<BenchReport['controller']>> {
  await openBackend('webgpu');
  const [engine, reference] = [await openController(await engineDevice()), await openController(null)];
  const both = new Map<'engine' | 'reference', Repeat>([
    ['engine', (times) => updatePolicy(engine, times)],
    ['reference', (times) => updatePolicy(reference, times)],
  ]);
  for (const repeat of both.values()) await repeat(1);
  const timings = await interleave(both);
  engine.dispose();
  reference.dispose();
  return { engine: { ms: timings.engine.ms }, reference: { ms: timings.reference.ms } };
}
