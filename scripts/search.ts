import { FAILED, INTERRUPTED, runCommand, say } from './command-line.ts';
import { type Output, outputFile, outputFolder, rescue, standardOutput } from './output-file.ts';
import { searchInBrowser } from './search/browser.ts';
import { helpText } from './search/help.ts';
import { readOrder } from './search/order.ts';
import { prepare } from './search/prepare.ts';

/** `npm run search`: see `--help`. The record goes to a file or standard output, all else to standard error. */
async function main(): Promise<number> {
  const order = readOrder(process.argv.slice(2));
  if (order === 'help') {
    process.stdout.write(helpText());
    return 0;
  }
  const out = order.out === null ? standardOutput : outputFile(order.out);
  const records = order.records === null ? null : outputFolder(order.records);
  const browser = prepare();
  if (browser === null) return FAILED;
  const end = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => onSignal(end));
  /** A comparison as far as it has come goes to its file at once, so that nothing but the part in hand can be lost. */
  const save = (name: string | null, text: string): void => {
    if (end.signal.aborted) return;
    try {
      if (name !== null) records?.(name).write(text);
      else if (out !== standardOutput) out.write(text);
    } catch (error) {
      say(`${sentenceOf(error)} Ending with what there is.`);
      end.abort();
    }
  };
  let status = FAILED;
  try {
    const { record, failure } = await searchInBrowser(order, browser, say, save, end.signal);
    const written = record !== null && write(record, out);
    if (failure === null && written && !end.signal.aborted) status = 0;
    if (failure !== null) {
      say(failure);
      if (record === null) say('There is nothing to write.');
      else if (written) say('What there is of the record is written.');
    }
  } catch (error) {
    if (!end.signal.aborted) say(sentenceOf(error));
  }
  return end.signal.reason === INTERRUPTED ? INTERRUPTED : status;
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
  interrupt.abort(INTERRUPTED);
}

/** Writes the record, elsewhere where its place does not take it; returns whether it did. */
function write(record: string, out: Output): boolean {
  try {
    out.write(record);
    return true;
  } catch (error) {
    say(sentenceOf(error));
    rescue(record, 'record.json');
    return false;
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

await runCommand(main);
