import { statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { searchInBrowser } from './search/browser.ts';
import { helpText } from './search/help.ts';
import { readOrder, UsageError, type SearchOrder } from './search/order.ts';
import { prepare } from './search/prepare.ts';

const FAILED = 1;
const MISUSED = 2;
const INTERRUPTED = 130;

/** `npm run search`: see `--help`. The record goes to a file or standard output, all else to standard error. */
async function main(): Promise<number> {
  const order = readOrder(process.argv.slice(2));
  if (order === 'help') {
    process.stdout.write(helpText());
    return 0;
  }
  if (order.out !== null) checkPlace(order.out);
  const browser = prepare();
  if (browser === null) return FAILED;
  const interrupt = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupt.abort());
  try {
    const { record, failure } = await searchInBrowser(order, browser, say, interrupt.signal);
    if (record !== null) write(record, order);
    if (failure !== null) say(failure);
    return failure === null && record !== null ? 0 : FAILED;
  } catch (error) {
    if (interrupt.signal.aborted) return INTERRUPTED;
    say(error instanceof Error ? error.message : String(error));
    return FAILED;
  }
}

function checkPlace(out: string): void {
  const folder = statSync(dirname(out), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw new UsageError(`There is no folder ${dirname(out)} for the record.`);
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${out} is a folder, not a file.`);
}

function write(record: string, { out }: SearchOrder): void {
  if (out === null) process.stdout.write(record);
  else writeFileSync(out, record);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say(error.message);
  process.exitCode = MISUSED;
}
