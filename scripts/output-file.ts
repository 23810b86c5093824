import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError, say, UsageError } from './command-line.ts';

/** Where a command writes what it is asked for. A file is whole at any time: the earlier text or the later. */
export interface Output {
  /** How people call it. */
  readonly name: string;
  /** Throws a `CommandError` where it cannot; what stood there before still does. */
  write(text: string): void;
}

/**
 * The file of that name, tried before anything is computed: a file has room beside it to be written and renamed, a
 * device or a pipe takes what is written. Throws a `UsageError`, and leaves what is there as it is.
 */
export function outputFile(name: string): Output {
  if (/^\/(?:dev\/(?:stdout|fd\/1)|proc\/self\/fd\/1)$/.test(resolve(name))) return standardOutput;
  const place = placeOf(name);
  try {
    return place.direct ? device(name, place.path) : file(name, place);
  } catch (error) {
    throw error instanceof CommandError ? new UsageError(error.message, { cause: error }) : error;
  }
}

/** What comes after it is read by another program, or by people. */
export const standardOutput: Output = {
  name: 'Standard output',
  write(text) {
    orFail(this.name, () => writeAll(process.stdout.fd, text));
  },
};

/** A folder that files are written into, tried in the same way. */
export function outputFolder(name: string): (entry: string) => Output {
  if (statOf(name)?.isDirectory() !== true) throw new UsageError(`There is no folder ${name} for the records.`);
  outputFile(join(name, 'record.json'));
  return (entry) => outputFile(join(name, entry));
}

/** A text that is lost otherwise goes to a temporary file, which is named, or else to standard output. */
export function rescue(text: string, name: string): void {
  try {
    const path = join(mkdtempSync(join(tmpdir(), 'nas-playground-')), name);
    file(path, { path, existing: undefined }).write(text);
    say(`It is in ${path} instead.`);
  } catch {
    say('It goes to standard output instead.');
    standardOutput.write(text);
  }
}

interface Place {
  /** Where links lead to. */
  readonly path: string;
  readonly existing: Stats | undefined;
  readonly direct: boolean;
}

function placeOf(name: string): Place {
  if (name === '' || name.includes('\0')) throw new UsageError('A file needs a name.');
  const found = statOf(name);
  if (found?.isDirectory()) throw new UsageError(`${name} is a folder, not a file.`);
  if (found !== undefined && (!found.isFile() || /^\/(?:dev|proc)\//.test(resolve(name)))) {
    return { path: name, existing: found, direct: true };
  }
  const path = target(name);
  const existing = statOf(path);
  if (existing === undefined && statOf(dirname(path))?.isDirectory() !== true) {
    throw new UsageError(`There is no folder ${dirname(path)} for ${basename(path)}.`);
  }
  return { path, existing, direct: false };
}

/** What a name leads to, also where the last link's target is not there yet. */
function target(name: string): string {
  try {
    return realpathSync(name);
  } catch {
    try {
      return resolve(dirname(name), readlinkSync(name));
    } catch {
      return resolve(name);
    }
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What is no file is written to as it is; that it takes nothing shows at a write of nothing. */
function device(name: string, path: string): Output {
  const put = (text: string): void => orFail(name, () => withOpen(path, 'a', (opened) => writeAll(opened, text)));
  // A pipe waits for its reader when it is opened, which may come later.
  if (statOf(path)?.isFIFO() !== true) put('');
  return { name, write: put };
}

function file(name: string, { path, existing }: Pick<Place, 'path' | 'existing'>): Output {
  const beside = join(dirname(path), `.${basename(path).slice(0, 200)}.${process.pid}.part`);
  const put = (text: string, then: () => void): void =>
    orFail(name, () => {
      try {
        withOpen(beside, 'wx', (opened) => {
          if (existing !== undefined) fchmodSync(opened, existing.mode);
          writeAll(opened, text);
          fsyncSync(opened);
        });
        then();
      } finally {
        rmSync(beside, { force: true });
      }
    });
  orFail(name, () => {
    if (existing !== undefined) accessSync(path, constants.W_OK);
  });
  put(' '.repeat(existing?.size ?? 0).slice(0, MOST_TRIED), () => undefined);
  return { name, write: (text) => put(text, () => renameSync(beside, path)) };
}
/** Room for as much as there is already has to be left beside it; more than this is not tried. */
const MOST_TRIED = 2 ** 24;

function withOpen(path: string, flags: string, use: (opened: number) => void): void {
  const opened = openSync(path, flags);
  try {
    use(opened);
  } finally {
    closeSync(opened);
  }
}

function writeAll(opened: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  do {
    try {
      written += writeSync(opened, bytes, written);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      // A pipe that is full for now.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  } while (written < bytes.length);
}

function orFail(name: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new CommandError(`${name} cannot be written: ${reasonOf(error)}.`, { cause: error });
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EROFS: 'what it is on is read-only',
  ENOSPC: 'there is no space left',
  EDQUOT: 'there is no space left',
  ENOENT: 'no file can be made there',
  ENAMETOOLONG: 'its name is too long',
  EBUSY: 'it is in use',
  EPIPE: 'nobody reads it any more',
};

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? (code || String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
