import { callInBrowser } from '../browser.ts';
import type { Outcome } from './drive.ts';
import type { SearchOrder } from './order.ts';

/** Runs the order in a headless browser. `signal` ends it early, and the promise then rejects. */
export function searchInBrowser(
  order: SearchOrder,
  executablePath: string,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const [module, name] = order.compare
    ? [new URL('./drive-comparison.ts', import.meta.url), 'driveComparison']
    : [new URL('./drive.ts', import.meta.url), 'drive'];
  const entries = [new URL('../../src/worker/worker.ts', import.meta.url)];
  return callInBrowser<Outcome>({ module, name, order, entries }, executablePath, report, signal);
}
