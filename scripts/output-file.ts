import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
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
  /** It takes one text after another, each in the place of the one before; a device or a pipe takes one. */
  readonly isFile: boolean;
  /** Throws a `CommandError` where it cannot; what stood there before still does. */
  write(text: string): void;
}

/**
 * The file of that name, tried before anything is computed: a file has room beside it to be written and renamed, a
 * device or a pipe takes what is written. Throws a `UsageError`, and leaves what is there as it is.
 */
export function outputFile(name: string): Output {
  if (/^\/(?:dev\/(?:stdout|fd\/1)|proc\/self\/fd\/1)$/.test(resolve(name))) return triedStandardOutput();
  return tried(() => {
    const place = placeOf(name);
    return place.direct ? device(name, place.path) : file(name, place);
  });
}

/** Standard output, tried in the same way. */
export function triedStandardOutput(): Output {
  tried(() => standardOutput.write(''));
  return standardOutput;
}

/** What cannot be done before anything is computed is the fault of who asked for it. */
function tried<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof CommandError ? new UsageError(error.message, { cause: error }) : error;
  }
}

/** What comes after it is read by another program, or by people. */
export const standardOutput: Output = {
  name: 'Standard output',
  isFile: false,
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

/** Writes a result, elsewhere where its place does not take it after all; returns whether it did. */
export function writeOrRescue(output: Output, text: string, name: string): boolean {
  try {
    output.write(text);
    return true;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(error.message);
    rescue(text, name);
    return false;
  }
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
  const found = orFail(name, () => statSync(name, { throwIfNoEntry: false }));
  if (found?.isDirectory()) throw new UsageError(`${name} is a folder, not a file.`);
  if (found?.isBlockDevice()) throw new UsageError(`${name} is a disk, not a file.`);
  if (found !== undefined && (!found.isFile() || IS_OPEN_ALREADY.test(resolve(name)))) {
    return { path: name, existing: found, direct: true };
  }
  const path = target(name);
  const existing = statOf(path);
  if (existing === undefined && statOf(dirname(path))?.isDirectory() !== true) {
    throw new UsageError(`There is no folder ${dirname(path)} for ${basename(path)}.`);
  }
  return { path, existing, direct: false };
}

/** Names of what this process has open, or of the system's own; other files in memory, as in /dev/shm, are files. */
const IS_OPEN_ALREADY = /^\/(?:dev\/(?:std|fd\/)|proc\/)/;

/** What a name leads to, also where what the last link leads to is not there yet. */
function target(name: string): string {
  if (statOf(name) !== undefined) return realpathSync(name);
  if (statOf(dirname(name)) === undefined) return resolve(name);
  const here = join(realpathSync(dirname(name)), basename(name));
  const isLink = lstatSync(here, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? target(resolve(dirname(here), readlinkSync(here))) : here;
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
  const put = (text: string): void => orFail(name, () => withReader(path, (opened) => writeAll(opened, text)));
  // The reader of a pipe may come later.
  if (statOf(path)?.isFIFO() !== true) put('');
  return { name, isFile: false, write: put };
}

function file(name: string, { path, existing }: Pick<Place, 'path' | 'existing'>): Output {
  // A short name: that of the file may be as long as names can be.
  const beside = join(dirname(path), `.${randomBytes(6).toString('hex')}.part`);
  const put = (text: string, then: () => void): void =>
    orFail(name, () => {
      try {
        withOpen(beside, 'wx', (opened) => {
          if (existing !== undefined) keepOwner(opened, existing);
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
  return { name, isFile: true, write: (text) => put(text, () => renameSync(beside, path)) };
}

/** The owner as far as whoever runs this may give a file away, and the mode. */
function keepOwner(opened: number, { uid, gid, mode }: Stats): void {
  const now = fstatSync(opened);
  try {
    if (now.uid !== uid || now.gid !== gid) fchownSync(opened, uid, gid);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
  }
  fchmodSync(opened, mode);
}
/** Room for as much as there is already has to be left beside it; more than this is not tried. */
const MOST_TRIED = 2 ** 24;

/** How long the reader of a pipe is waited for, and a pipe that is full, before the next try, in ms. */
const READER_WITHIN = 30_000;
const PAUSE = 10;

/** Opens without waiting in the system, which for a pipe that nobody reads would take for ever. */
function withReader(path: string, use: (opened: number) => void): void {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      withOpen(path, constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK, use);
      return;
    } catch (error) {
      if (codeOf(error) !== 'ENXIO' || waited >= READER_WITHIN) throw error;
      pause();
    }
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}

function withOpen(path: string, flags: string | number, use: (opened: number) => void): void {
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
      pause();
    }
  } while (written < bytes.length);
}

function orFail<T>(name: string, act: () => T): T {
  try {
    return act();
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
  ELOOP: 'its links lead in a circle',
  EBUSY: 'it is in use',
  ENXIO: 'nobody reads it',
  EPIPE: 'nobody reads it any more',
};

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? (code || String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
