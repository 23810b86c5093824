import * as v from 'valibot';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Vitest's JSON report. */
export const VitestReport = v.pipe(
  v.object({
    numPassedTests: count,
    numFailedTests: count,
    numPendingTests: count,
    numTodoTests: count,
  }),
  v.transform((report): Totals => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  })),
);

/** Playwright's JSON report. A flaky test failed at least once, so it counts as failed. */
export const PlaywrightReport = v.pipe(
  v.object({ stats: v.object({ expected: count, unexpected: count, flaky: count, skipped: count }) }),
  v.transform(({ stats }): Totals => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  })),
);

/**
 * The totals of one runner: those of its report, except that a runner that failed for another reason than its tests
 * (it crashed, left no report, or ran no test) counts as one failure, so that no red run looks green.
 */
export function honestTotals(report: Totals | null, runnerSucceeded: boolean): Totals {
  const totals = report ?? { passed: 0, failed: 0, skipped: 0 };
  const ran = totals.passed + totals.failed > 0;
  return totals.failed === 0 && !(runnerSucceeded && ran) ? { ...totals, failed: 1 } : totals;
}

export function sum(all: readonly Totals[]): Totals {
  return all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
