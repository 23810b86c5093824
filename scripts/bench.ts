import * as v from 'valibot';
import { readBenchOrder, helpText } from './bench/order.ts';
import { BenchReport } from './bench/report.ts';
import { runBench } from './bench/run.ts';
import { benchTable } from './bench/table.ts';
import { FAILED, INTERRUPTED, runCommand, say } from './command-line.ts';
import { triedStandardOutput, writeOrRescue } from './output-file.ts';
import { prepare } from './search/prepare.ts';

/** `npm run bench`: see `--help`. The report goes to standard output, all else to standard error. */
async function main(): Promise<number> {
  const order = readBenchOrder(process.argv.slice(2));
  if (order === 'help') {
    process.stdout.write(helpText);
    return 0;
  }
  const output = triedStandardOutput();
  const browser = prepare();
  if (browser === null) return FAILED;
  const interrupt = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupt.abort());
  try {
    const report = v.parse(BenchReport, await runBench(order.parts, browser, say, interrupt.signal));
    const text = order.json ? `${JSON.stringify(report, null, 2)}\n` : benchTable(report);
    return writeOrRescue(output, text, order.json ? 'bench.json' : 'bench.txt') ? 0 : FAILED;
  } catch (error) {
    if (interrupt.signal.aborted) return INTERRUPTED;
    say(error instanceof Error ? error.message : String(error));
    return FAILED;
  }
}

await runCommand(main);
