import { childNames, contenderNames, rivalNames } from '../../../../scripts/bench/names.ts';
import type { BenchReport, ChildReport, ContenderReport } from '../../../../scripts/bench/report.ts';

/** The engine takes 10 ms a step, the n-th of the others (n + 1) × 10 ms. */
function child(): ChildReport {
  const contender = (place: number): ContenderReport => ({
    msPerStep: 10 * (place + 1),
    missing: null,
    firstLoss: 2.3,
    turns: 9,
    stepsPerTurn: 3,
    dispatches: 80,
    bytesWritten: 4_096,
  });
  return {
    ...(Object.fromEntries(contenderNames.map((name, place) => [name, contender(place)])) as Record<
      (typeof contenderNames)[number],
      ContenderReport
    >),
    ratio: Object.fromEntries(rivalNames.map((name, place) => [name, place + 2])) as ChildReport['ratio'],
    multiplyAdds: 1_000_000,
    timeSteps: 1,
  };
}

/** A complete report with made-up numbers. */
export function completeReport(): BenchReport {
  const step = (msPerStep: number) => ({ msPerStep });
  return {
    date: '2026-01-02T03:04:05.678Z',
    adapter: { vendor: 'google', architecture: 'swiftshader', description: '', browser: 'Chromium/1', processors: 2 },
    children: {
      ...(Object.fromEntries(childNames.map((name) => [name, child()])) as BenchReport['children']),
      recurrent: { ...child(), timeSteps: 16 },
    },
    gflops: {
      child: 1,
      mixedChild: 0.5,
      bestPointwise: 2,
      kernel: 'forward',
      macro: { child: 0.9, mixedChild: 0.5, bestDense: 2, kernel: 'backward' },
    },
    scaling: {
      children: { 1: step(1), 2: step(2), 4: step(4), 8: step(8) },
      cells: { 1: step(1), 2: step(2), 4: step(4) },
      batch: { 8: step(8), 32: step(32), 128: step(128) },
    },
    score: { together: { ms: 10 }, apart: { ms: 30 } },
    controller: { engine: { ms: 2 }, reference: { ms: 38 } },
    memory: { predicted: 1_000_000, real: 1_060_000, macro: { predicted: 1_000_000, real: 960_000 } },
    readbacks: { weightStep: 0, policyUpdate: 1, macro: { weightStep: 1, policyUpdate: 1 } },
    issue: {
      engine: { msPerStep: 0.3, dispatches: 80 },
      tfjs: { msPerStep: 30, dispatches: 400 },
      macro: { engine: { msPerStep: 0.9, dispatches: 220 }, tfjs: { msPerStep: 60, dispatches: 1_600 } },
    },
    startup: { stepPipelinesMs: 2_000, pipelinesMs: 3_000, cellDrawnMs: 400, firstChildDrawnMs: 9_000 },
  };
}
