import { openBackend } from '../../../src/supernet/reference/backend.ts';
import type { BenchReport } from '../report.ts';
import { type BenchChild, benchChildren } from '../subjects/children.ts';
import { engineDevice } from '../subjects/device.ts';
import { openSupernet, trainSteps } from '../subjects/supernets.ts';
import { median } from '../../../src/math/statistics.ts';
import type { Repeat } from '../timing/rounds.ts';
import { watchTraffic } from '../timing/traffic.ts';

/** The null backend holds little, and what a dispatch costs to issue does not depend on what it computes. */
const IMAGES = 2;
const ROUNDS = 7;

interface Issuer {
  readonly repeat: Repeat;
  readonly warmUp: number;
  /** Steps in a turn. */
  readonly steps: number;
}

type IssueReport = NonNullable<BenchReport['issue']>;
type IssuePair = IssueReport['macro'];

/**
 * Processor time that it takes to issue one step of the mixed children, where nothing is computed. Needs the globals of
 * WebGPU; tfjs looks for them when it is first imported.
 */
export async function measureIssue(): Promise<IssueReport> {
  await openBackend('webgpu');
  return { ...(await issueOf(benchChildren.mixed)), macro: await issueOf(benchChildren.macro) };
}

async function issueOf({ architecture, ...space }: BenchChild): Promise<IssuePair> {
  const supernets = { engine: await openSupernet(space, await engineDevice()), tfjs: await openSupernet(space, null) };
  const repeatOf = (name: keyof typeof supernets): Repeat => {
    return (steps) => trainSteps(supernets[name], [architecture], IMAGES, steps);
  };
  const issuers = {
    engine: { repeat: repeatOf('engine'), warmUp: 2_000, steps: 200 },
    tfjs: { repeat: repeatOf('tfjs'), warmUp: 8, steps: 4 },
  } satisfies Record<keyof IssuePair, Issuer>;
  const names = Object.keys(issuers) as (keyof IssuePair)[];
  const ms: Record<keyof IssuePair, number[]> = { engine: [], tfjs: [] };
  for (const name of names) await issuers[name].repeat(issuers[name].warmUp);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) ms[name].push(await processorTime(issuers[name]));
  }
  const reportOf = async (name: keyof IssuePair) => {
    const { dispatches } = await watchTraffic(() => issuers[name].repeat(1));
    return { msPerStep: median(ms[name]), dispatches };
  };
  const report = { engine: await reportOf('engine'), tfjs: await reportOf('tfjs') };
  names.forEach((name) => supernets[name].dispose());
  return report;
}

/** Processor time of the whole process, garbage collection included; waiting for the processor is not counted. In ms a step. */
async function processorTime({ repeat, steps }: Issuer): Promise<number> {
  const before = process.cpuUsage();
  await repeat(steps);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / steps;
}
