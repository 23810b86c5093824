import type { ChildName, rivalNames } from './names.ts';
import type { BenchReport } from './report.ts';

type RivalName = (typeof rivalNames)[number];

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
const few = (value: number): string => value.toFixed(1);
const plain = (value: number): string => value.toFixed(0);
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const ms = (value: number): string => `${value.toFixed(2)} ms`;
const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`;

type Measure = (report: BenchReport) => number | null | undefined;

function target(what: string, kind: 'least' | 'most', reach: number, show: Target['show'], measure: Measure): Target {
  return { what, atLeast: kind === 'least', reach, show, measured: (report) => measure(report) ?? null };
}

/** A child's ratio to the engine. */
function slower(what: string, child: ChildName, rival: RivalName, reach: number): Target {
  const words: Record<RivalName, string> = {
    tfjsWebgpu: 'tfjs webgpu',
    tfjsWebgl: 'tfjs webgl',
    tfjsCpu: 'tfjs cpu',
    jaxJs: 'jax-js jit',
  };
  const measure: Measure = ({ children }) => children[child]?.ratio[rival];
  return target(`${what}: ${words[rival]} ÷ engine`, 'least', reach, times, measure);
}

/** Dispatches of one time step. */
const dispatchesOf =
  (child: ChildName): Measure =>
  ({ children }) => {
    const { engine, timeSteps } = children[child] ?? {};
    return engine?.dispatches && timeSteps && engine.dispatches / timeSteps;
  };

/**
 * A macro child's layers come one after the other, so that they cannot share dispatches as the edges of a cell do. A
 * layer has three normalised maps (its 1×1 convolution, its operation, its sum), each with two dispatches forward and
 * three backward, and gathers its gradient: sixteen. As many as three layers' are left to stem, pools, head, weight
 * gradients and optimiser.
 */
const MACRO_DISPATCHES = 16 * (12 + 3);
/** As long for each dispatch as the mixed micro child may take. */
const MACRO_ISSUE_MS = (0.35 / 80) * MACRO_DISPATCHES;

/** Ratios are of medians of one run on a software adapter. */
export const targets: readonly Target[] = [
  slower('mixed child', 'mixed', 'tfjsWebgpu', 15),
  slower('12 separable', 'sep12', 'tfjsWebgpu', 30),
  slower('mixed child', 'mixed', 'tfjsWebgl', 8),
  slower('12 separable', 'sep12', 'jaxJs', 6),
  slower('macro, mixed', 'macro', 'tfjsWebgpu', 15),
  slower('macro, mixed', 'macro', 'tfjsWebgl', 8),
  slower('recurrent', 'recurrent', 'tfjsWebgpu', 10),
  slower('recurrent, ENAS cell', 'recurrentEnas', 'tfjsWebgpu', 10),
  target('processor time to issue a step', 'most', 0.35, ms, ({ issue }) => issue?.engine.msPerStep),
  target('tfjs ÷ that', 'least', 75, times, ({ issue }) => issue && issue.tfjs.msPerStep / issue.engine.msPerStep),
  target('macro: time to issue a step', 'most', MACRO_ISSUE_MS, ms, ({ issue }) => issue?.macro.engine.msPerStep),
  target('macro: tfjs ÷ that', 'least', 75, times, ({ issue }) => {
    return issue && issue.macro.tfjs.msPerStep / issue.macro.engine.msPerStep;
  }),
  target('dispatches a step, mixed child', 'most', 80, plain, dispatchesOf('mixed')),
  target('dispatches a step, macro', 'most', MACRO_DISPATCHES, plain, dispatchesOf('macro')),
  target('dispatches a time step, recurrent', 'most', 5, few, dispatchesOf('recurrent')),
  target('12 separable ÷ best pointwise, FLOP/s', 'least', 0.5, percent, ({ gflops }) => {
    return gflops && gflops.child / gflops.bestPointwise;
  }),
  target('macro, 12 dense ÷ best dense, FLOP/s', 'least', 0.5, percent, ({ gflops }) => {
    return gflops && gflops.macro.child / gflops.macro.bestDense;
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
  target('GPU memory: |real ÷ predicted − 1|', 'most', 0.05, percent, ({ memory }) => memory && missed(memory)),
  target('macro: GPU memory', 'most', 0.05, percent, ({ memory }) => memory && missed(memory.macro)),
  target('readbacks a shared-weight step', 'most', 0, plain, ({ readbacks }) => readbacks?.weightStep),
  target('readbacks a policy update', 'most', 1, plain, ({ readbacks }) => readbacks?.policyUpdate),
  target('macro: readbacks a shared-weight step', 'most', 0, plain, ({ readbacks }) => readbacks?.macro.weightStep),
  target('macro: readbacks a policy update', 'most', 1, plain, ({ readbacks }) => readbacks?.macro.policyUpdate),
  target('page load to cell drawn', 'most', 1_000, seconds, ({ startup }) => startup?.cellDrawnMs),
  target('page load to first child drawn', 'most', 10_000, seconds, ({ startup }) => startup?.firstChildDrawnMs),
];

function missed({ predicted, real }: { readonly predicted: number; readonly real: number }): number {
  return Math.abs(real / predicted - 1);
}

export function isReached({ reach, atLeast }: Target, value: number): boolean {
  return atLeast ? value >= reach : value <= reach;
}
