import { callInBrowser, type PageHost } from '../browser.ts';
import type { Outcome } from './drive.ts';
import type { SearchOrder } from './order.ts';

/**
 * Runs the order in a headless browser. `signal` ends it early, and it resolves with what there is by then; `save` takes
 * what is worth keeping on the way.
 */
export function searchInBrowser(
  order: SearchOrder,
  executablePath: string,
  report: (line: string) => void,
  save: PageHost['save'],
  signal: AbortSignal,
): Promise<Outcome> {
  const [module, name] = order.compare
    ? [new URL('./drive-comparison.ts', import.meta.url), 'driveComparison']
    : [new URL('./drive.ts', import.meta.url), 'drive'];
  const entries = [new URL('../../src/worker/worker.ts', import.meta.url)];
  return callInBrowser<Outcome>(
    { module, name, order, entries, save, endsOnAbort: true },
    executablePath,
    report,
    signal,
  );
}
