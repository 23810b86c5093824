import type { Supernet } from '../../../src/supernet/supernet.ts';
import { scales } from '../names.ts';
import type { BenchReport } from '../report.ts';
import { type BenchChild, benchChildren } from '../subjects/children.ts';
import { engineDevice } from '../subjects/device.ts';
import { openSupernet, trainSteps } from '../subjects/supernets.ts';
import { interleave, type Pace, type Repeat } from '../timing/rounds.ts';
import type { Say } from './say.ts';

type Scale = keyof typeof scales;
type ScalingReport = NonNullable<BenchReport['scaling']>;

const pace: Pace = { turnMs: 150, rounds: 5, budgetMs: 2_000, fewest: 3 };

/** The mixed child, larger and smaller in one way. */
const subjects: Readonly<Record<Scale, (size: number) => { child: BenchChild; children: number }>> = {
  children: (size) => ({ child: benchChildren.mixed, children: size }),
  cells: (size) => ({
    child: { ...benchChildren.mixed, config: { ...benchChildren.mixed.config, cellsPerStage: size } },
    children: 1,
  }),
  batch: (size) => ({ child: { ...benchChildren.mixed, batch: size }, children: 1 }),
};

/** Training steps of the engine as there is more to compute. */
export async function measureScaling(say: Say): Promise<ScalingReport> {
  const report = {} as Record<Scale, unknown>;
  for (const scale of Object.keys(scales) as Scale[]) {
    say(`scaling: ${scales[scale].join(', ')} ${scale}`);
    report[scale] = await measureScale(scale);
  }
  return report as ScalingReport;
}

async function measureScale(scale: Scale): Promise<Record<string, { msPerStep: number }>> {
  const supernets: Supernet[] = [];
  const repeats = new Map<string, Repeat>();
  for (const size of scales[scale]) {
    const { child, children } = subjects[scale](Number(size));
    const supernet = await openSupernet(child, await engineDevice());
    supernets.push(supernet);
    const architectures = new Array<typeof child.architecture>(children).fill(child.architecture);
    repeats.set(size, (steps) => trainSteps(supernet, architectures, child.batch, steps));
    await repeats.get(size)?.(1);
  }
  const timings = await interleave(repeats, pace);
  for (const supernet of supernets) supernet.dispose();
  return Object.fromEntries(scales[scale].map((size) => [size, { msPerStep: timings[size]?.ms ?? NaN }]));
}
