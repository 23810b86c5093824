import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What a command ends with where it is not 0. */
export const FAILED = 1;
export const MISUSED = 2;
export const INTERRUPTED = 130;

/** The command line asks for something that there is not; the message is one sentence. */
export class UsageError extends Error {}

/** The command could not do what it was asked for; the message is one sentence. */
export class CommandError extends Error {}

/** Characters of what Node says of a wrong argument, which quotes it whole. */
const LONGEST = 120;

/** Node's `parseArgs`; throws a `UsageError` at the first thing wrong. */
export function readArguments<Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node's messages go on with advice about positional arguments after the first sentence.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    throw new UsageError(
      `${sentence.length > LONGEST ? `${sentence.slice(0, LONGEST)}…` : sentence}; --help lists what there is.`,
      { cause: error },
    );
  }
}

/** Writes a line to standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a command, which returns its exit status. A `UsageError` becomes its sentence and the status `MISUSED`, a
 * `CommandError` its sentence and the status `FAILED`.
 */
export async function runCommand(main: () => number | Promise<number>): Promise<void> {
  // Lines that nobody can read are no reason to lose what is being computed.
  process.stderr.on('error', () => undefined);
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof CommandError)) throw error;
    say(error.message);
    process.exitCode = error instanceof UsageError ? MISUSED : FAILED;
  }
}
