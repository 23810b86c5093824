import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CommandError, UsageError } from '../../../scripts/command-line.ts';
import { outputFile, outputFolder, writeOrRescue } from '../../../scripts/output-file.ts';
import { comparisonText, emptyComparison } from '../../../src/experiment/comparison-record.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a file to write', () => {
  test('is not there before it is written, and whole afterwards; nothing else is left', () => {
    const output = outputFile(join(folder, 'run.json'));
    expect(readdirSync(folder)).toEqual([]);
    output.write('first');
    output.write('second');
    expect(readdirSync(folder)).toEqual(['run.json']);
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe('second');
  });

  test('keeps what is there, its mode and its link until it is written', () => {
    const [file, link] = [join(folder, 'run.json'), join(folder, 'link.json')];
    writeFileSync(file, 'earlier');
    chmodSync(file, 0o640);
    symlinkSync('run.json', link);
    const output = outputFile(link);
    expect(readFileSync(file, 'utf8')).toBe('earlier');
    output.write('later');
    expect(readFileSync(file, 'utf8')).toBe('later');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readlinkSync(link)).toBe('run.json');
  });

  test('may be what a link leads to that is not there yet', () => {
    symlinkSync('new.json', join(folder, 'link.json'));
    outputFile(join(folder, 'link.json')).write('text');
    expect(readFileSync(join(folder, 'new.json'), 'utf8')).toBe('text');
  });

  test('may be what links lead to, one after another, and all stay links', () => {
    symlinkSync('second.json', join(folder, 'first.json'));
    symlinkSync('new.json', join(folder, 'second.json'));
    outputFile(join(folder, 'first.json')).write('text');
    expect(readlinkSync(join(folder, 'second.json'))).toBe('new.json');
    expect(readFileSync(join(folder, 'new.json'), 'utf8')).toBe('text');
  });

  test('may have a name as long as names can be, and none that is longer', () => {
    const name = `${'漢'.repeat(83)}.json`;
    outputFile(join(folder, name)).write('text');
    expect(readdirSync(folder)).toEqual([name]);
    expect(() => outputFile(join(folder, 'a'.repeat(256)))).toThrow(/its name is too long\.$/);
  });

  test.runIf(existsSync('/dev/shm'))('is replaced also where files lie in memory, among the devices', () => {
    const inMemory = mkdtempSync('/dev/shm/output-');
    try {
      const file = join(inMemory, 'run.json');
      writeFileSync(file, 'earlier');
      const output = outputFile(file);
      expect(output.isFile).toBe(true);
      output.write('later');
      expect(readFileSync(file, 'utf8')).toBe('later');
    } finally {
      rmSync(inMemory, { recursive: true });
    }
  });

  test('that can no longer be written leaves the earlier text whole', () => {
    mkdirSync(join(folder, 'sub'));
    const file = join(folder, 'sub', 'run.json');
    const output = outputFile(file);
    output.write('earlier');
    rmSync(join(folder, 'sub'), { recursive: true });
    expect(() => output.write('later')).toThrow(CommandError);
    expect(() => output.write('later')).toThrow(`${file} cannot be written: no file can be made there.`);
  });

  test('that can no longer be written goes to a temporary file, which is named', () => {
    mkdirSync(join(folder, 'sub'));
    const output = outputFile(join(folder, 'sub', 'run.json'));
    rmSync(join(folder, 'sub'), { recursive: true });
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(writeOrRescue(output, 'text', 'record.json')).toBe(false);
    const [sentence, place] = said.mock.calls.map(([line]) => String(line));
    said.mockRestore();
    expect(sentence).toBe(`${join(folder, 'sub', 'run.json')} cannot be written: no file can be made there.\n`);
    const file = /^It is in (.+) instead\.\n$/.exec(place ?? '')?.[1] ?? '';
    expect(readFileSync(file, 'utf8')).toBe('text');
    rmSync(dirname(file), { recursive: true });
  });

  test.each([
    ['/dev/full', '/dev/full cannot be written: there is no space left.'],
    ['/proc/run.json', /^\/proc\/run\.json cannot be written: /],
    ['/nowhere/run.json', 'There is no folder /nowhere for run.json.'],
    [tmpdir(), `${tmpdir()} is a folder, not a file.`],
    ['', 'A file needs a name.'],
    ['a\0b', 'A file needs a name.'],
  ])('%j is refused before anything is computed', (name, sentence) => {
    expect(() => outputFile(name)).toThrow(UsageError);
    expect(() => outputFile(name)).toThrow(sentence);
  });

  test('may be a device', () => {
    const output = outputFile('/dev/null');
    expect(output.isFile).toBe(false);
    output.write('text');
  });

  test.skipIf(process.platform === 'win32')('may be a pipe, also for more than it holds, and a slow reader', () => {
    const pipe = join(folder, 'pipe');
    spawnSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    const output = outputFile(pipe);
    expect(output.isFile).toBe(false);
    const counted = join(folder, 'counted');
    const reader = spawn('sh', ['-c', `sleep 0.2; (sleep 0.2; wc -c) < '${pipe}' > '${counted}'`]);
    output.write('x'.repeat(200_000));
    return new Promise<void>((resolve) => reader.on('close', resolve)).then(() => {
      expect(Number(readFileSync(counted, 'utf8'))).toBe(200_000);
    });
  });
});

test('a folder takes files by their names, and is tried first', () => {
  outputFolder(folder)('a.json').write('a');
  expect(readdirSync(folder)).toEqual(['a.json']);
  expect(() => outputFolder(join(folder, 'a.json'))).toThrow('There is no folder');
  expect(() => outputFolder('/proc')).toThrow(UsageError);
});

describe('the commands try their places before they begin', () => {
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('npx', ['tsx', ...args], { encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const child = '0 0 1 1 2 4 0 2 1 3 0 0 1 1 2 0';

  test('npm run search --out, --records and --resume', () => {
    const full = { status: 2, stdout: '', stderr: '/dev/full cannot be written: there is no space left.\n' };
    expect(run('scripts/search.ts', '--out', '/dev/full')).toEqual(full);
    const begun = join(folder, 'comparison.json');
    const text = comparisonText(emptyComparison({ ...defaultSettings, compareAlong: 'strategies', compareSeeds: 2 }));
    writeFileSync(begun, text);
    const beside = run('scripts/search.ts', '--resume', begun, '--records', '/proc');
    expect(beside).toMatchObject({ status: 2, stdout: '' });
    expect(beside.stderr).toMatch(/^\/proc\/record\.json cannot be written: [^\n]*\.\n$/);
    expect(readFileSync(begun, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['comparison.json']);
    if (!existsSync('/dev/full')) return;
    const piped = spawnSync('sh', ['-c', 'npx tsx scripts/search.ts > /dev/full'], { encoding: 'utf8' });
    const sentence = 'Standard output cannot be written: there is no space left.\n';
    expect([piped.status, piped.stderr]).toEqual([2, sentence]);
  });

  test('npm run inspect --svg, also to standard output; and a full standard output is told', () => {
    const full = '/dev/full cannot be written: there is no space left.\n';
    expect(run('scripts/inspect.ts', child, '--svg', '/dev/full')).toEqual({ status: 2, stdout: '', stderr: full });
    expect(run('scripts/inspect.ts', child, '--svg', '/dev/stdout').stdout).toMatch(/^<svg[^]*<\/svg>\s*ENAS micro/);
    if (!existsSync('/dev/full')) return;
    const { status, stderr } = spawnSync('sh', ['-c', `npx tsx scripts/inspect.ts '${child}' > /dev/full`], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'Standard output cannot be written: there is no space left.\n',
    });
  });
});
