import { callInBrowser } from '../browser.ts';
import { runIssue } from './issue/run.ts';
import type { PartName } from './names.ts';
import type { PageReport } from './page.ts';
import type { Say } from './parts/say.ts';
import { type Drawn, measureFirstChild } from './startup/first-child.ts';
import type { Compiled } from './startup/pipelines.ts';

/** Measures the wanted parts; the result is a `BenchReport` that nobody has checked. `signal` ends it early. */
export async function runBench(
  wanted: readonly PartName[],
  browser: string,
  say: Say,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const call = <Result>(module: URL, name: string): Promise<Result> =>
    callInBrowser<Result>({ module, name, order: wanted }, browser, say, signal);
  let startup: (Drawn & Compiled) | null = null;
  if (wanted.includes('startup')) {
    say('startup');
    const drawn = await measureFirstChild(signal);
    startup = {
      ...(await call<Compiled>(new URL('./startup/pipelines.ts', import.meta.url), 'measurePipelines')),
      ...drawn,
    };
  }
  if (wanted.includes('issue')) say('issue');
  const issue = wanted.includes('issue') ? await runIssue(signal) : null;
  const ofPage = await call<PageReport>(new URL('./page.ts', import.meta.url), 'bench');
  return { date: new Date().toISOString(), ...ofPage, issue, startup };
}
