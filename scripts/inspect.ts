import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { MISUSED, runCommand, UsageError } from './command-line.ts';
import { helpText } from './inspect/help.ts';
import { readOrder } from './inspect/order.ts';
import { picture } from './inspect/picture.ts';
import { pointAt } from './inspect/point.ts';
import { NotationError, readChild } from './inspect/read.ts';
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
    if (order.svg !== null) {
      checkPlace(order.svg);
      writeFileSync(order.svg, picture(child));
    }
    process.stdout.write(order.json ? jsonReport(child) : textReport(child));
    return 0;
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    const { position, message } = error;
    process.stderr.write(`${pointAt(order.notation, position)}\nAt character ${position + 1}: ${message}\n`);
    return MISUSED;
  }
}

function checkPlace(file: string): void {
  const folder = statSync(dirname(file), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw new UsageError(`There is no folder ${dirname(file)} for the picture.`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`${file} is a folder, not a file.`);
}

await runCommand(() => main(process.argv.slice(2)));
