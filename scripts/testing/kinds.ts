import { readFileSync, rmSync } from 'node:fs';
import * as v from 'valibot';
import { succeeds } from '../run.ts';
import { honestTotals, PlaywrightReport, type Totals, VitestReport } from './totals.ts';

/** One kind of tests: what must be there before, and how it runs. */
interface Kind {
  readonly needs: readonly Need[];
  /** Runs the tests whose file names match a pattern, all without one; `whole` as {@link succeeds} has it. */
  run(patterns: readonly string[], whole: boolean): Promise<Totals>;
}
export type Need = 'browser' | 'data' | 'build';

function readReport(path: string, schema: typeof VitestReport | typeof PlaywrightReport): Totals | null {
  try {
    return v.parse(schema, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function vitest(project: string): Kind['run'] {
  return async (patterns, whole) => {
    const report = `test-results/${project}.json`;
    rmSync(report, { force: true });
    const options = ['--project', project, '--allowOnly=false'];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const succeeded = await succeeds('vitest', ['run', ...options, ...reporters, ...patterns], { whole });
    return honestTotals(readReport(report, VitestReport), succeeded);
  };
}

async function playwright(patterns: readonly string[], whole: boolean): Promise<Totals> {
  const report = 'test-results/app.json';
  rmSync(report, { force: true });
  const args = ['test', '--config', 'tests/app/playwright.config.ts', '--reporter=list,json', ...patterns];
  const environment = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const succeeded = await succeeds('playwright', args, { environment, whole });
  return honestTotals(readReport(report, PlaywrightReport), succeeded);
}

export const kinds = {
  /** The core in Node. */
  unit: { needs: ['data'], run: vitest('unit') },
  /** Numeric code in a real browser, on WebGPU. */
  gpu: { needs: ['browser', 'data'], run: vitest('gpu') },
  /** The built page, as a person uses it. */
  app: { needs: ['browser', 'data', 'build'], run: playwright },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];
