import { FAILED, INTERRUPTED, runCommand, say } from './command-line.ts';
import { outputFile, outputFolder, rescue, triedStandardOutput, writeOrRescue } from './output-file.ts';
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
  const out = order.out === null ? triedStandardOutput() : outputFile(order.out);
  const records = order.records === null ? null : outputFolder(order.records);
  const browser = prepare();
  if (browser === null) return FAILED;
  const end = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => onSignal(end));
  /** A comparison as far as it has come, and whether its file no longer takes it. */
  const whole: { newest: string | null; isFull: boolean } = { newest: null, isFull: false };
  /** It goes to its file at once, so that nothing but the part in hand can be lost. */
  const save = (name: string | null, text: string): void => {
    if (name === null) whole.newest = text;
    try {
      if (name !== null) records?.(name).write(text);
      else if (out.isFile && !whole.isFull) out.write(text);
    } catch (error) {
      say(`${sentenceOf(error)} Ending with what there is.`);
      end.abort();
      if (name === null) whole.isFull = true;
      else rescue(text, name);
    }
  };
  const { record, failure } = await searchInBrowser(order, browser, say, save, end.signal).catch((error: unknown) => ({
    record: whole.newest,
    failure: end.signal.aborted ? null : sentenceOf(error),
  }));
  if (failure !== null) say(failure);
  if (record === null) {
    if (failure !== null) say('There is nothing to write.');
  } else if (whole.isFull) rescue(record, 'record.json');
  else if (writeOrRescue(out, record, 'record.json')) {
    if (failure === null && !end.signal.aborted) return 0;
    say('What there is of the record is written.');
  }
  return end.signal.reason === INTERRUPTED ? INTERRUPTED : FAILED;
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

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

await runCommand(main);
