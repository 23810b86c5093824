import type { BenchReport } from '../report.ts';
import { benchChildren } from '../subjects/children.ts';
import { openController, policySteps } from '../subjects/controllers.ts';
import { engineDevice } from '../subjects/device.ts';
import { firstRows } from '../subjects/examples.ts';
import { openSupernet, trainSteps } from '../subjects/supernets.ts';
import type { Repeat } from '../timing/rounds.ts';
import { watchTraffic } from '../timing/traffic.ts';

const MANY = 5;

/** Reads from the device that one more step costs: what a row of steps reads once does not count. */
async function perRepetition(repeat: Repeat): Promise<number> {
  const [many, one] = [await watchTraffic(() => repeat(MANY)), await watchTraffic(() => repeat(1))];
  return (many.readbacks - one.readbacks) / (MANY - 1);
}

/** Of the engine: each shared-weight step, and each policy step with scoring, update and sampling. */
export async function measureReadbacks(): Promise<NonNullable<BenchReport['readbacks']>> {
  const device = await engineDevice();
  const child = benchChildren.preset;
  const [supernet, policy] = [await openSupernet(child, device), await openController(device)];
  const scored = firstRows('validation', child.batch);
  const readbacks = {
    weightStep: await perRepetition((steps) => trainSteps(supernet, [child.architecture], child.batch, steps)),
    policyUpdate: await perRepetition((times) => policySteps(policy, supernet, scored, times)),
  };
  supernet.dispose();
  policy.dispose();
  return readbacks;
}
