import { contenders } from '../contenders/contenders.ts';
import { type ChildName, contenderNames, type ContenderName, rivalNames } from '../names.ts';
import type { ChildReport, ContenderReport } from '../report.ts';
import { type BenchChild, benchChildren } from '../subjects/children.ts';
import { benchFamily } from '../subjects/families/families.ts';
import { stepMultiplyAdds } from '../subjects/work.ts';
import { clock, interleave, type Repeat, usualPace } from '../timing/rounds.ts';
import { type Traffic, watchTraffic } from '../timing/traffic.ts';
import type { Say } from './say.ts';

/** The relative difference that rounding may make between the losses of the first step. */
const TOLERANCE = 1e-4;

interface Ready {
  readonly train: Repeat;
  readonly firstLoss: number;
  readonly traffic: Traffic;
  /** Time of one step, roughly: watching takes time too. */
  readonly ms: number;
  readonly dispose: () => void;
}

/** All contenders train the same child by turns. Rejects if they do not compute the same loss. */
export async function measureChild(name: ChildName, say: Say): Promise<ChildReport> {
  const ready = new Map<ContenderName, Ready>();
  const missing = new Map<ContenderName, string>();
  for (const contender of contenderNames) {
    say(`${name}: ${contender} gets ready`);
    try {
      ready.set(contender, await prepare(name, contender));
    } catch (error) {
      missing.set(contender, error instanceof Error ? error.message : String(error));
    }
  }
  checkAlike(name, ready);
  say(`${name}: ${[...ready.keys()].join(', ')} take turns`);
  const of = <Value>(value: (one: Ready) => Value): Map<ContenderName, Value> =>
    new Map([...ready].map(([contender, one]) => [contender, value(one)]));
  const timings = await interleave(
    of(({ train }) => train),
    usualPace,
    of(({ ms }) => ms),
  );
  for (const { dispose } of ready.values()) dispose();

  const reports = {} as Record<ContenderName, ContenderReport>;
  for (const contender of contenderNames) {
    const { firstLoss = null, traffic = null } = ready.get(contender) ?? {};
    const { ms = null, turns = 0, times = 0 } = ready.has(contender) ? timings[contender] : {};
    reports[contender] = {
      msPerStep: ms,
      missing: missing.get(contender) ?? null,
      firstLoss,
      turns,
      stepsPerTurn: times,
      dispatches: traffic && traffic.dispatches > 0 ? traffic.dispatches : null,
      bytesWritten: traffic && traffic.dispatches > 0 ? traffic.bytesWritten : null,
    };
  }
  const child: BenchChild = benchChildren[name];
  return {
    ...reports,
    ratio: ratios(reports),
    multiplyAdds: stepMultiplyAdds(child),
    timeSteps: benchFamily(child.config).timeSteps(child.config),
  };
}

/** The first step compiles, the second is watched. */
async function prepare(name: ChildName, contender: ContenderName): Promise<Ready> {
  const opened = await contenders[contender](benchChildren[name]);
  const train: Repeat = (times) => opened.train(times);
  const firstLoss = await opened.train(1);
  let ms = NaN;
  const traffic = await watchTraffic(async () => {
    ms = await clock(train, 1);
  });
  return { train, firstLoss, traffic, ms, dispose: () => opened.dispose() };
}

function checkAlike(name: ChildName, ready: ReadonlyMap<ContenderName, Ready>): void {
  const expected = ready.get('engine')?.firstLoss ?? NaN;
  for (const [contender, { firstLoss }] of ready) {
    if (Math.abs(firstLoss - expected) <= TOLERANCE * expected) continue;
    throw new Error(
      `${contender} has another loss than the engine in its first step (${name}): ${firstLoss}, ${expected}.`,
    );
  }
}

function ratios(reports: Readonly<Record<ContenderName, ContenderReport>>): ChildReport['ratio'] {
  const own = reports.engine.msPerStep;
  const ratio = ({ msPerStep }: ContenderReport): number | null => msPerStep && own && msPerStep / own;
  return Object.fromEntries(rivalNames.map((name) => [name, ratio(reports[name])])) as ChildReport['ratio'];
}
