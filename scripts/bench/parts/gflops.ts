import { type KernelName, kernelNames } from '../names.ts';
import type { BenchReport } from '../report.ts';
import { type BenchChild, benchChildren, macroDense12 } from '../subjects/children.ts';
import { engineDevice } from '../subjects/device.ts';
import { dense } from '../subjects/kernels/dense.ts';
import { pointwise } from '../subjects/kernels/pointwise.ts';
import { openKernel, repetitionMultiplyAdds, type TimedOperation } from '../subjects/kernels/repeated.ts';
import { openSupernet, trainSteps } from '../subjects/supernets.ts';
import { stepMultiplyAdds } from '../subjects/work.ts';
import { interleave, type Repeat } from '../timing/rounds.ts';

interface Rates {
  /** Rate over whole training steps. */
  readonly child: number;
  readonly mixedChild: number;
  /** Rate of the best direction of the kernel alone. */
  readonly best: number;
  readonly kernel: KernelName;
}

/** Billions of operations a second: a multiply–add is two. */
const gflops = (multiplyAdds: number, ms: number): number => (2 * multiplyAdds) / ms / 1e6;

/** Whole training steps against the kernel in which they do most of their work, alone. */
export async function measureGflops(): Promise<NonNullable<BenchReport['gflops']>> {
  const { best: bestPointwise, ...micro } = await measureRates(benchChildren.sep12, benchChildren.mixed, pointwise);
  const { best: bestDense, ...macro } = await measureRates(macroDense12, benchChildren.macro, dense);
  return { ...micro, bestPointwise, macro: { ...macro, bestDense } };
}

/** Two children of one space and the kernels of an operation, in turns. */
async function measureRates(child: BenchChild, mixedChild: BenchChild, operation: TimedOperation): Promise<Rates> {
  const device = await engineDevice();
  const supernet = await openSupernet(child, device);
  const training = ({ architecture, batch }: BenchChild): Repeat => {
    return (steps) => trainSteps(supernet, [architecture], batch, steps);
  };
  const repeats = new Map<'child' | 'mixedChild' | KernelName, Repeat>([
    ['child', training(child)],
    ['mixedChild', training(mixedChild)],
  ]);
  const kernels = [];
  for (const name of kernelNames) {
    const kernel = await openKernel(operation, name, device);
    kernels.push(kernel);
    repeats.set(name, (times) => kernel.repeat(times));
  }
  for (const repeat of repeats.values()) await repeat(1);
  const timings = await interleave(repeats);
  supernet.dispose();
  kernels.forEach((kernel) => kernel.dispose());

  const rates = kernelNames.map((name) => ({
    name,
    rate: gflops(repetitionMultiplyAdds(operation), timings[name].ms),
  }));
  const best = rates.reduce((one, other) => (other.rate > one.rate ? other : one));
  return {
    child: gflops(stepMultiplyAdds(child), timings.child.ms),
    mixedChild: gflops(stepMultiplyAdds(mixedChild), timings.mixedChild.ms),
    best: best.rate,
    kernel: best.name,
  };
}
