import * as v from 'valibot';
import { expect, test } from 'vitest';
import { honestTotals, PlaywrightReport, sum, VitestReport } from '../../../scripts/testing/totals.ts';

test('reports are read; flaky tests count as failed', () => {
  const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, success: false };
  expect(v.parse(VitestReport, vitest)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  const playwright = { stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 3, duration: 1 } };
  expect(v.parse(PlaywrightReport, playwright)).toEqual({ passed: 4, failed: 3, skipped: 3 });
});

const green = { passed: 3, failed: 0, skipped: 0 };
test.each([
  ['a green run', green, true, 0],
  ['failed tests', { ...green, failed: 2 }, false, 2],
  ['a runner that fails although its tests pass', green, false, 1],
  ['a crash without a report', null, false, 1],
  ['no report', null, true, 1],
  ['no tests', { passed: 0, failed: 0, skipped: 0 }, true, 1],
  ['only skipped tests', { passed: 0, failed: 0, skipped: 4 }, true, 1],
])('%s', (_, report, succeeded, failed) => {
  expect(honestTotals(report, succeeded).failed).toBe(failed);
});

test('totals add up', () => {
  expect(sum([green, { passed: 1, failed: 2, skipped: 3 }])).toEqual({ passed: 4, failed: 2, skipped: 3 });
});
