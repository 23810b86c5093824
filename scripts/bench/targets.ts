import type { BenchReport } from './report.ts';

/** A claim that the engine was built to meet. */
export interface Target {
  readonly what: string;
  /** What was measured; null where that part did not run. */
  measured(report: BenchReport): number | null;
  readonly reach: number;
  readonly atLeast: boolean;
  /** The number in words. */
  show(value: number): string;
}

const times = (value: number): string => `${value.toFixed(1)}×`;
const plain = (value: number): string => value.toFixed(0);
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const ms = (value: number): string => `${value.toFixed(2)} ms`;
const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`;

type Measure = (report: BenchReport) => number | null | undefined;

function target(what: string, kind: 'least' | 'most', reach: number, show: Target['show'], measure: Measure): Target {
  return { what, atLeast: kind === 'least', reach, show, measured: (report) => measure(report) ?? null };
}

/** Ratios are of medians of one run on a software adapter. */
export const targets: readonly Target[] = [
  target('mixed child: tfjs webgpu ÷ engine', 'least', 15, times, ({ children }) => children.mixed?.ratio.tfjsWebgpu),
  target('12 separable: tfjs webgpu ÷ engine', 'least', 30, times, ({ children }) => children.sep12?.ratio.tfjsWebgpu),
  target('mixed child: tfjs webgl ÷ engine', 'least', 8, times, ({ children }) => children.mixed?.ratio.tfjsWebgl),
  target('12 separable: jax-js jit ÷ engine', 'least', 6, times, ({ children }) => children.sep12?.ratio.jaxJs),
  target('processor time to issue a step', 'most', 0.35, ms, ({ issue }) => issue?.engine.msPerStep),
  target('tfjs ÷ that', 'least', 75, times, ({ issue }) => issue && issue.tfjs.msPerStep / issue.engine.msPerStep),
  target('dispatches a step, mixed child', 'most', 80, plain, ({ children }) => children.mixed?.engine.dispatches),
  target('12 separable ÷ best pointwise, FLOP/s', 'least', 0.5, percent, ({ gflops }) => {
    return gflops && gflops.child / gflops.bestPointwise;
  }),
  target(
    '8 children scored apart ÷ together',
    'least',
    2,
    times,
    ({ score }) => score && score.apart.ms / score.together.ms,
  ),
  target('controller: reference ÷ engine', 'least', 20, times, ({ controller }) => {
    return controller && controller.reference.ms / controller.engine.ms;
  }),
  target('GPU memory: |real ÷ predicted − 1|', 'most', 0.05, percent, ({ memory }) => {
    return memory && Math.abs(memory.real / memory.predicted - 1);
  }),
  target('readbacks a shared-weight step', 'most', 0, plain, ({ readbacks }) => readbacks?.weightStep),
  target('readbacks a policy update', 'most', 1, plain, ({ readbacks }) => readbacks?.policyUpdate),
  target('page load to first child drawn', 'most', 10_000, seconds, ({ startup }) => startup?.firstChildDrawnMs),
];

export function isReached({ reach, atLeast }: Target, value: number): boolean {
  return atLeast ? value >= reach : value <= reach;
}
