import * as v from 'valibot';
import { expect, test } from 'vitest';
import { BenchReport } from '../../../../scripts/bench/report.ts';
import { benchTable } from '../../../../scripts/bench/table.ts';
import { isReached, targets } from '../../../../scripts/bench/targets.ts';
import { completeReport } from './report.ts';

const accepts = (report: unknown): boolean => v.safeParse(BenchReport, JSON.parse(JSON.stringify(report))).success;

test('a complete report has the keys that machines read', () => {
  const report = completeReport();
  expect(accepts(report)).toBe(true);
  expect(report).toMatchObject({
    children: { sep12: { engine: { msPerStep: 10 }, jaxJs: { msPerStep: 50 }, ratio: { tfjsWebgl: 3 } } },
    issue: { engine: { msPerStep: 0.3, dispatches: 80 }, tfjs: { msPerStep: 30 } },
    scaling: { batch: { 128: { msPerStep: 128 } } },
  });
});

test('parts and contenders that were not measured are null, never left out', () => {
  const report = completeReport();
  expect(accepts({ ...report, issue: null, startup: null, children: { ...report.children, mixed: null } })).toBe(true);
  const { issue, ...without } = report;
  expect(issue).not.toBeNull();
  expect(accepts(without)).toBe(false);
  const { preset, ...children } = report.children;
  expect(preset).not.toBeNull();
  expect(accepts({ ...report, children })).toBe(false);
});

test.each([
  ['a key that nobody knows', { extra: 1 }],
  ['a time of nothing', { startup: { stepPipelinesMs: 1, pipelinesMs: 0, cellDrawnMs: 1, firstChildDrawnMs: 1 } }],
  [
    'what JSON makes of a time that is no number',
    { startup: { stepPipelinesMs: 1, pipelinesMs: NaN, cellDrawnMs: 1, firstChildDrawnMs: 1 } },
  ],
  ['a date in words', { date: 'today' }],
])('%s is refused', (_, change) => {
  expect(accepts({ ...completeReport(), ...change })).toBe(false);
});

test('every target is read from the report and judged', () => {
  const report = completeReport();
  const reached = targets.map((target) => isReached(target, target.measured(report) ?? NaN));
  const words = Object.fromEntries(targets.map(({ what }, at) => [what, reached[at]]));
  expect(words).toMatchObject({
    'mixed child: tfjs webgpu ÷ engine': false,
    'tfjs ÷ that': true,
    '12 separable ÷ best pointwise, FLOP/s': true,
    'controller: reference ÷ engine': false,
    'GPU memory: |real ÷ predicted − 1|': false,
    'readbacks a shared-weight step': true,
    'page load to first child drawn': true,
    'macro: time to issue a step': true,
    'macro: tfjs ÷ that': false,
    'dispatches a step, macro': true,
    'dispatches a time step, recurrent': true,
    'macro, 12 dense ÷ best dense, FLOP/s': false,
    'macro: GPU memory': true,
    'macro: readbacks a shared-weight step': false,
  });
});

test('the table is Markdown with a row for each contender and target', () => {
  const table = benchTable(completeReport());
  expect(table).toContain('2026-01-02, google, swiftshader; Chromium/1, 2 processors.');
  expect(table).toMatch(/\| jaxJs +\| 50 +\| 5\.0× +\| 80 +\| 4\.1 +\| 9 × 3 +\|/);
  expect(table).toMatch(/\| 8 children scored apart ÷ together +\| ≥ 2\.0× +\| 3\.0× +\| yes +\|/);
  expect(table.split('\n').filter((line) => line.endsWith('| yes     |') || line.endsWith('| no      |'))).toHaveLength(
    targets.length,
  );
});

test('what did not run is left out of the table, and what could not says why', () => {
  const report = completeReport();
  const { mixed } = report.children;
  if (mixed === null) throw new Error('The report is complete.');
  const jaxJs = { ...mixed.jaxJs, msPerStep: null, missing: 'jax-js found no WebGPU.' };
  const table = benchTable({
    ...report,
    issue: null,
    children: { ...report.children, mixed: { ...mixed, jaxJs, ratio: { ...mixed.ratio, jaxJs: null } }, sep12: null },
  });
  expect(table).toContain('jax-js found no WebGPU.');
  expect(table).not.toContain('sep12');
  expect(table).toContain('“recurrent”, 16 characters of each text:');
  expect(table).not.toContain('processor time');
});
