import { type PointwiseName, pointwiseNames } from '../names.ts';
import type { BenchReport } from '../report.ts';
import { benchChildren } from '../subjects/children.ts';
import { engineDevice } from '../subjects/device.ts';
import { openPointwise, POINTWISE_MULTIPLY_ADDS } from '../subjects/pointwise.ts';
import { openSupernet, trainSteps } from '../subjects/supernets.ts';
import { stepMultiplyAdds } from '../subjects/work.ts';
import { interleave, type Repeat } from '../timing/rounds.ts';

/** A multiply–add is two operations; milliseconds to seconds, operations to billions. */
const gflops = (multiplyAdds: number, ms: number): number => (2 * multiplyAdds) / ms / 1e6;

/** Whole training steps against the pointwise kernel alone, in turns. */
export async function measureGflops(): Promise<NonNullable<BenchReport['gflops']>> {
  const device = await engineDevice();
  const { sep12, mixed } = benchChildren;
  const supernet = await openSupernet(sep12, device);
  const repeats = new Map<'sep12' | 'mixed' | PointwiseName, Repeat>([
    ['sep12', (steps) => trainSteps(supernet, [sep12.architecture], sep12.batch, steps)],
    ['mixed', (steps) => trainSteps(supernet, [mixed.architecture], mixed.batch, steps)],
  ]);
  const kernels = [];
  for (const name of pointwiseNames) {
    const kernel = await openPointwise(name, device);
    kernels.push(kernel);
    repeats.set(name, (times) => kernel.repeat(times));
  }
  for (const repeat of repeats.values()) await repeat(1);
  const timings = await interleave(repeats);
  supernet.dispose();
  kernels.forEach((kernel) => kernel.dispose());

  const rates = pointwiseNames.map((name) => ({ name, rate: gflops(POINTWISE_MULTIPLY_ADDS, timings[name].ms) }));
  const best = rates.reduce((one, other) => (other.rate > one.rate ? other : one));
  return {
    child: gflops(stepMultiplyAdds(sep12), timings.sep12.ms),
    mixedChild: gflops(stepMultiplyAdds(mixed), timings.mixed.ms),
    bestPointwise: best.rate,
    kernel: best.name,
  };
}
