import { methodIds } from '../../src/experiment/methods/methods.ts';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { helpText } from '../../scripts/search/help.ts';
import { UsageError } from '../../scripts/command-line.ts';
import { readOrder, type SearchOrder } from '../../scripts/search/order.ts';
import { comparisonText, emptyComparison } from '../../src/experiment/comparison-record.ts';
import { spaceOf } from '../../src/experiment/build.ts';
import { presets } from '../../src/experiment/presets.ts';
import { defaultSettings, settingKeys, settingOf } from '../../src/experiment/schema.ts';

const STRATEGIES = `Strategy must be one of ${methodIds.join(', ')}, not “luck”.`;

describe('the arguments of a headless search', () => {
  test('none: the default preset, to its end, to standard output', () => {
    expect(readOrder([])).toEqual({
      settings: defaultSettings,
      compare: false,
      chosen: null,
      seconds: null,
      studies: [],
      resume: null,
      records: null,
      ownText: null,
      out: null,
      backend: null,
      form: null,
    });
  });

  test('a preset, settings over it, and where to compute', () => {
    const args = '--preset quick-tour --set c=1.5 --set ops=sep3,max3 --set bias=true --rounds 2 --retrain'.split(' ');
    expect(readOrder([...args, '--backend=cpu', '--out', 'run.json'])).toMatchObject({
      settings: {
        dataset: 'mnist',
        tanhConstant: 1.5,
        operations: ['sep3', 'max3'],
        convolutionBias: true,
        rounds: 2,
      },
      studies: ['retraining'],
      backend: 'cpu',
      out: 'run.json',
    });
  });

  test('a strategy, its budget, and a study of how sharing ranks', () => {
    expect(readOrder('--strategy evolution --set budget=4000 --rank 12'.split(' '))).toMatchObject({
      settings: { strategy: 'evolution', budget: 4_000, rankedChildren: 12 },
      studies: ['ranking'],
    });
  });

  test('a comparison of strategies, a sweep of prices, and either from a link', () => {
    const beside = '--preset quick-tour --compare evolution,enas --seeds 3'.split(' ');
    expect(readOrder(beside)).toMatchObject({
      settings: { compareAlong: 'strategies', compareStrategies: ['enas', 'evolution'], compareSeeds: 3 },
      compare: true,
    });
    expect(readOrder(['--sweep', '0,0.5'])).toMatchObject({
      settings: { compareAlong: 'lambda', compareLambdas: ['0', '0.5'] },
      compare: true,
    });
    expect(readOrder(['--link', '#v=1&compare=strategies&seeds=2'])).toMatchObject({ compare: true });
  });

  test('a comparison to go on with, where and into the file that it came from', () => {
    const folder = mkdtempSync(join(tmpdir(), 'search-'));
    try {
      const file = join(folder, 'comparison.json');
      const begun = emptyComparison({ ...defaultSettings, compareAlong: 'lambda', compareSeeds: 2 });
      const record = { ...begun, adapter: { ...begun.adapter, backend: 'webgl', form: 'reference' } };
      writeFileSync(file, comparisonText(record));
      const order = readOrder(['--resume', file, '--records', folder]);
      const where = { backend: 'webgl', form: 'reference', out: file, records: folder };
      expect(order).toMatchObject({ settings: record.settings, resume: record, compare: true, ...where });
      expect(readOrder(['--resume', file, '--out', 'other.json'])).toMatchObject({ out: 'other.json' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a link as the page copies it', () => {
    const link = 'https://example.org/nas/#v=1&preset=enas-mnist&nodes=2&seed=9';
    expect(readOrder(['--link', link, '--seconds', '2.5'])).toMatchObject({
      settings: { dataset: 'mnist', nodes: 2, seed: 9 },
      seconds: 2.5,
    });
  });

  test('a child of a link, trained without a search, also with other settings that its space allows', () => {
    const link = '#v=1&preset=quick-tour&nodes=1&stages=1&arc=0+1+1+0&role=derived&test=0.5,2000';
    const order = readOrder(['--link', link, '--no-search', '--retrain', '--set', 'k=3', '--set', 'ops=sep3,sep5']);
    expect(order).toMatchObject({ studies: ['retraining'], settings: { nodes: 1, retrainRandom: 3 } });
    const { chosen, settings } = order as SearchOrder;
    expect(spaceOf(settings).print(chosen ?? [])).toBe('0 1 1 0');
    const refused = (...args: string[]) => expect(() => readOrder(['--link', link, '--no-search', ...args]));
    refused().toThrow('--no-search needs --retrain: else there is nothing to do.');
    refused('--retrain', '--rank', '8').toThrow('--rank needs a search.');
    refused('--retrain', '--seconds', '3').toThrow('--seconds does not go with --no-search.');
    refused('--retrain', '--set', 'nodes=2').toThrow('The link’s child is not of the space that is set: ');
  });

  test.each([
    ['--no-search --retrain', '--no-search needs a --link that brings a child.'],
    ['--link #v=1 --no-search --retrain', '--no-search needs a --link that brings a child.'],
    ['--colour red', "Unknown option '--colour'; --help lists what there is."],
    ['quick-tour', "Unexpected argument 'quick-tour'; --help lists what there is."],
    ['--preset', "Option '--preset <value>' argument missing; --help lists what there is."],
    [
      '--preset best',
      'There is no preset “best”; there are enas-fashion, quick-tour, enas-mnist, enas-macro, enas-recurrent, enas-javascript, enas-faithful.',
    ],
    ['--preset enas-mnist --link #v=1', 'Give either --preset or --link, which names a preset itself.'],
    ['--seconds 5 --rounds 2', 'Give either --seconds or --rounds.'],
    ['--rounds 2 --set rounds=3', 'Give either --rounds or --set rounds=….'],
    ['--rounds 0', 'Rounds must be from 1 to 200, not “0”.'],
    ['--seconds soon', '--seconds must be a number above 0 and up to 604800, not “soon”.'],
    ['--seconds 1e999', '--seconds must be a number above 0 and up to 604800, not “1e999”.'],
    ['--seconds 0', '--seconds must be a number above 0 and up to 604800, not “0”.'],
    ['--set c', '--set needs key=value, not “c”.'],
    ['--strategy luck', STRATEGIES],
    ['--compare enas', 'Choose two or more to compare.'],
    ['--compare enas,evolution --sweep 0,1', 'Give either --compare or --sweep.'],
    [
      '--compare enas,evolution --retrain',
      '--seconds, --retrain and --rank are for a single search, not for a comparison.',
    ],
    ['--sweep 0,3', 'Prices λ must be one or more of 0, 0.1, 0.25, 0.5, 1, 2, each once, not “0,3”.'],
    ['--compare enas,evolution --seeds 11', 'Seeds must be from 1 to 10, not “11”.'],
    ['--rank 1', 'Children ranked must be from 4 to 100, not “1”.'],
    ['--rank 8 --set ranked=9', 'Give either --rank or --set ranked=….'],
    ['--strategy random-scratch --rank 8', '--rank needs a strategy whose children share weights.'],
    ['--set colour=red', 'There is no setting “colour”; --help lists them.'],
    ['--set __proto__=1', 'There is no setting “__proto__”; --help lists them.'],
    ['--set c=1 --set c=2', '--set gives “c” more than once.'],
    ['--set c=99', 'Tanh bound c must be from 0.5 to 5, not “99”.'],
    ['--link #v=1&colour=red', 'The link sets “colour”, which is not a setting.'],
    ['--link #v=9', 'The link is of version “9”, this page reads version 1.'],
    ['--backend metal', '--backend must be one of webgpu, webgl, cpu.'],
    ['--out=', '--out needs the name of a file.'],
    ['--records here', '--records is for a comparison; a search has one record.'],
    ['--resume no-such.json', 'The file “no-such.json” cannot be read.'],
    ['--preset enas-recurrent --set text=own-text', 'A text of your own comes from a file: --text FILE.'],
    [
      '--preset enas-recurrent --text README.md',
      '--text is for searches on a text of your own, which --set text=own-text asks for.',
    ],
    ['--preset enas-recurrent --set text=own-text --text no.txt', 'The file “no.txt” cannot be read.'],
    ['--preset enas-recurrent --set text=own-text --text tests', 'The file “tests” cannot be read.'],
    [
      '--preset enas-recurrent --set text=own-text --text tests/unit/experiment/stored/comparison.json.gz',
      'The file “tests/unit/experiment/stored/comparison.…” is not a text in UTF-8.',
    ],
    ['--link #', 'The link “#” has no settings in it.'],
    ['--link http://localhost:4173/', 'The link “http://localhost:4173/” has no settings in it.'],
    ['--resume README.md', 'The file is not JSON.'],
    ['--resume a.json --rounds 2', '--rounds does not go with --resume: the file says what is compared.'],
    ['--resume a.json --set rounds=2', '--set does not go with --resume: the file says what is compared.'],
  ])('%s is refused', (line, sentence) => {
    expect(() => readOrder(line.split(' '))).toThrow(new UsageError(sentence));
  });
});

describe('a text of one’s own', () => {
  const read = (text: string, ...args: string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'search-'));
    try {
      const file = join(folder, 'own.txt');
      writeFileSync(file, text);
      return readOrder([...'--preset enas-recurrent --set text=own-text --text'.split(' '), file, ...args]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const long = 'It goes to the worker as it stands in the file.\n'.repeat(500);

  test('goes with a search and with a comparison', () => {
    expect(read(long)).toMatchObject({ ownText: long });
    expect(read(`\ufeff${long}`, '--compare', 'enas,evolution')).toMatchObject({ ownText: long, compare: true });
  });

  test('is not replaced by the record, whatever name that goes by, and not read without end', () => {
    const folder = mkdtempSync(join(tmpdir(), 'search-'));
    const own = ['--preset', 'enas-recurrent', '--set', 'text=own-text', '--text'];
    try {
      const file = join(folder, 'own.txt');
      writeFileSync(file, long);
      const same = `${folder}/../${basename(folder)}/own.txt`;
      expect(() => readOrder([...own, file, '--out', same])).toThrow(
        'The record would replace the text; give another --out.',
      );
      expect(readOrder([...own, file, '--out', join(folder, 'run.json')])).toMatchObject({ ownText: long });
    } finally {
      rmSync(folder, { recursive: true });
    }
    if (!existsSync('/dev/zero')) return;
    expect(() => readOrder([...own, '/dev/zero'])).toThrow('The file “/dev/zero” has more than 64 MiB');
  });

  test.each([
    ['', [], 'There is no text yet.'],
    ['short', [], 'The text has 5 characters; it takes at least 20\u2009000 to learn from.'],
    [`\0${long}`, [], 'This is no text: it has null characters in it.'],
    ['a'.repeat(30_000), [], 'The text is one character again and again; there is nothing to predict.'],
    [long, '--set batch=128 --set bptt=64'.split(' '), /The text has 299 windows of 64 .* a batch of 128 takes 512, /],
  ])('%j is refused with %j', (text, args, sentence) => {
    expect(() => read(text, ...args)).toThrow(UsageError);
    expect(() => read(text, ...args)).toThrow(sentence);
  });
});

test('help names every option, preset and setting', () => {
  expect(readOrder(['--help'])).toBe('help');
  const help = helpText();
  expect(help).toContain('\n  --no-search ');
  for (const { id } of presets) expect(help).toContain(`\n  ${id} `);
  for (const key of settingKeys) expect(help).toContain(`\n  ${settingOf(key).link} `);
});

test('wrong arguments end with status 2, one sentence and no file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'search-'));
  try {
    const out = join(folder, 'run.json');
    const script = fileURLToPath(new URL('../../scripts/search.ts', import.meta.url));
    const args = ['--import', 'tsx', script, '--set', 'nodes=99', '--out', out];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Nodes in a cell must be from 1 to 5, not “99”.\n',
    });
    expect(existsSync(out)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 90_000);
