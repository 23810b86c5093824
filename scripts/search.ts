import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FAILED, INTERRUPTED, runCommand, say, UsageError } from './command-line.ts';
import { searchInBrowser } from './search/browser.ts';
import { helpText } from './search/help.ts';
import { readOrder, type SearchOrder } from './search/order.ts';
import { prepare } from './search/prepare.ts';

/** `npm run search`: see `--help`. The record goes to a file or standard output, all else to standard error. */
async function main(): Promise<number> {
  const order = readOrder(process.argv.slice(2));
  if (order === 'help') {
    process.stdout.write(helpText());
    return 0;
  }
  if (order.out !== null) checkPlace(order.out);
  if (order.records !== null) checkFolder(order.records);
  const browser = prepare();
  if (browser === null) return FAILED;
  const interrupt = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => onSignal(interrupt));
  try {
    const { record, failure } = await searchInBrowser(
      order,
      browser,
      say,
      (name, text) => save(name, text, order),
      interrupt.signal,
    );
    if (record !== null) write(record, order);
    if (failure === null && record !== null) return 0;
    if (failure !== null) say(failure);
    say(record === null ? 'There is nothing to write.' : 'What there is of the record is written.');
  } catch (error) {
    if (!interrupt.signal.aborted) say(error instanceof Error ? error.message : String(error));
  }
  return interrupt.signal.aborted ? INTERRUPTED : FAILED;
}

/** npm and tsx pass a Ctrl-C on that the terminal has sent to this process already. */
const SAME_SIGNAL_MS = 1_000;
let interruptedAt = Infinity;

/** The first one lets the page end with what there is; another, later one ends at once. */
function onSignal(interrupt: AbortController): void {
  if (interrupt.signal.aborted && Date.now() - interruptedAt > SAME_SIGNAL_MS) process.exit(INTERRUPTED);
  if (interrupt.signal.aborted) return;
  interruptedAt = Date.now();
  say('Interrupted; ending with what there is. Once more ends at once.');
  interrupt.abort();
}

/** A comparison as far as it has come goes to its file at once, so that nothing but the part in hand can be lost. */
function save(name: string | null, text: string, order: SearchOrder): void {
  if (name !== null && order.records !== null) writeFileSync(join(order.records, name), text);
  else if (name === null && order.out !== null) write(text, order);
}

function checkFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`There is no folder ${folder} for the records.`);
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

await runCommand(main);
