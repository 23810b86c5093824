import { readFileSync } from 'node:fs';
import { MISUSED, runCommand } from './command-line.ts';
import { helpText } from './inspect/help.ts';
import { readOrder } from './inspect/order.ts';
import { picture } from './inspect/picture.ts';
import { pointAt } from './inspect/point.ts';
import { NotationError, readChild } from './inspect/read.ts';
import { outputFile, standardOutput } from './output-file.ts';
import { jsonReport, textReport } from './inspect/report.ts';

/** Stands for what comes through a pipe, as usual. */
const STANDARD_INPUT = '-';

/** `npm run inspect`: see `--help`. The answer goes to standard output, what is wrong to standard error. */
function main(args: readonly string[]): number {
  const asked = readOrder(args);
  if (asked === 'help') {
    process.stdout.write(helpText);
    return 0;
  }
  const order = asked.notation === STANDARD_INPUT ? { ...asked, notation: readFileSync(0, 'utf8').trimEnd() } : asked;
  try {
    const child = readChild(order);
    if (order.svg !== null) outputFile(order.svg).write(picture(child, order.scheme));
    standardOutput.write(order.json ? jsonReport(child) : textReport(child));
    return 0;
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    const { position, message } = error;
    process.stderr.write(`${pointAt(order.notation, position)}\nAt character ${position + 1}: ${message}\n`);
    return MISUSED;
  }
}

await runCommand(() => main(process.argv.slice(2)));
