import { defaultPreset } from '../../../src/experiment/presets.ts';
import { enasMacro } from '../../../src/experiment/presets/enas-macro.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import type { BenchReport } from '../report.ts';
import { presetChild } from '../subjects/children.ts';
import { openController, policySteps } from '../subjects/controllers.ts';
import { engineDevice } from '../subjects/device.ts';
import { firstRows } from '../subjects/examples.ts';
import { openSupernet, trainSteps } from '../subjects/supernets.ts';
import type { Repeat } from '../timing/rounds.ts';
import { watchTraffic } from '../timing/traffic.ts';

const MANY = 5;

type ReadbackReport = NonNullable<BenchReport['readbacks']>;

/** Reads from the device that one more step costs: what a row of steps reads once does not count. */
async function perRepetition(repeat: Repeat): Promise<number> {
  const [many, one] = [await watchTraffic(() => repeat(MANY)), await watchTraffic(() => repeat(1))];
  return (many.readbacks - one.readbacks) / (MANY - 1);
}

/** Readbacks of the engine: each shared-weight step, and each policy step with scoring, update and sampling. */
export async function measureReadbacks(): Promise<ReadbackReport> {
  return { ...(await readbacksOf(defaultPreset.settings)), macro: await readbacksOf(enasMacro.settings) };
}

async function readbacksOf(settings: Settings): Promise<ReadbackReport['macro']> {
  const device = await engineDevice();
  const child = presetChild(settings);
  const [supernet, policy] = [await openSupernet(child, device), await openController(settings, device)];
  const scored = firstRows('validation', child.batch);
  const readbacks = {
    weightStep: await perRepetition((steps) => trainSteps(supernet, [child.architecture], child.batch, steps)),
    policyUpdate: await perRepetition((times) => policySteps(policy, supernet, scored, times)),
  };
  supernet.dispose();
  policy.dispose();
  return readbacks;
}
