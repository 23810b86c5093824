import { describe, expect, test } from 'vitest';
import { spaceOf } from '../../../src/experiment/build.ts';
import { printLink } from '../../../src/experiment/link.ts';
import { parseLink } from '../../../src/experiment/parse-link.ts';
import { isResultField, type LinkResult } from '../../../src/experiment/link-result.ts';
import { presetOf } from '../../../src/experiment/presets.ts';
import { settingKeys, settingOf } from '../../../src/experiment/schema.ts';
import { RandomStream } from '../../../src/math/random.ts';

const tour = presetOf('quick-tour');
const cell = spaceOf(tour.settings).print(spaceOf(tour.settings).handMade());
const full: LinkResult = {
  role: 'derived',
  score: { value: 0.875, examples: 512 },
  test: { value: 0.884, examples: 2_000 },
  wins: { better: 5, of: 5 },
  handMade: 0.904,
  trivial: 0.861,
  adapter: 'google swiftshader',
};
const bare: LinkResult = { ...full, score: null, test: null, wins: null, handMade: null, trivial: null, adapter: null };
const link = printLink(tour, tour.settings, cell, full);

/** The link with one field otherwise, or without it. */
function changed(name: string, value: string | null): string {
  const fields = new URLSearchParams(link.slice(1));
  if (value === null) fields.delete(name);
  else fields.set(name, value);
  return `#${fields.toString()}`;
}

describe('a link with a result', () => {
  test('says it in plain fields after the child', () => {
    expect(link).toBe(
      `#v=1&preset=quick-tour&arc=${new URLSearchParams({ a: cell }).toString().slice(2)}` +
        '&role=derived&score=0.875,512&test=0.884,2000&wins=5,5&handmade=0.904&trivial=0.861&adapter=google+swiftshader',
    );
  });

  test.each([
    ['all of it', full],
    ['what was found, before it is trained', { ...bare, score: full.score }],
    ['what a person chose', { ...full, role: 'chosen', score: null } as const],
    ['a retraining without random ones', { ...full, wins: null }],
    ['nothing but where it is from', bare],
  ])('gives back %s', (_, result) => {
    const read = parseLink(printLink(tour, tour.settings, cell, result));
    expect(read).toMatchObject({ preset: tour, settings: tour.settings, problems: [] });
    expect(read.result).toEqual(result);
  });

  test('gives back a perplexity, which it names', () => {
    const preset = presetOf('enas-recurrent');
    const child = spaceOf(preset.settings).print(spaceOf(preset.settings).handMade());
    const result = { ...bare, test: { value: 2.72718, examples: 19_984 }, handMade: 2.806 };
    const text = printLink(preset, preset.settings, child, result);
    expect(text).toContain('&measure=perplexity');
    expect(parseLink(text)).toMatchObject({ result, problems: [] });
    expect(parseLink(text.replace('&measure=perplexity', ''))).toMatchObject({
      result: null,
      problems: ['The link’s result is left out: it is measured by accuracy, its settings by perplexity.'],
    });
    const broken = { ...result, test: { value: Infinity, examples: 19_984 } };
    expect(printLink(preset, preset.settings, child, broken)).not.toContain('role=');
  });

  test('writes of an adapter only what it reads', () => {
    const adapter = '<b>Mesa “llvmpipe”</b> & '.repeat(9);
    const read = parseLink(printLink(tour, tour.settings, cell, { ...full, adapter }));
    expect(read.problems).toEqual([]);
    expect(read.result?.adapter).toMatch(/^b Mesa llvmpipe b/);
  });

  test('of before there were results is a link without one', () => {
    expect(parseLink(printLink(tour, tour.settings, cell))).toMatchObject({ result: null, problems: [] });
  });

  test('has no name in common with a setting', () => {
    expect(settingKeys.map((key) => settingOf(key).link).filter(isResultField)).toEqual([]);
  });
});

describe('a result that does not hold is left out with one sentence, the child is not', () => {
  const value = 'a value from 0 to 1 and a number of examples, with a comma between';
  test.each([
    ['role', 'best', '“role” must be derived or chosen, not “best”'],
    ['role', null, '“role” must be derived or chosen, and is not there'],
    ['score', '0.9', `“score” must be ${value}, not “0.9”`],
    ['score', '0.9,0', `“score” must be ${value}, not “0.9,0”`],
    ['test', '1.4,2000', `“test” must be ${value}, not “1.4,2000”`],
    ['test', '-0.4,2000', `“test” must be ${value}, not “-0.4,2000”`],
    ['test', '1e-1,2000', `“test” must be ${value}, not “1e-1,2000”`],
    ['test', '0.5,2000,1', `“test” must be ${value}, not “0.5,2000,1”`],
    ['test', '', `“test” must be ${value}, not “”`],
    ['test', null, 'it says how others did on test, but not how its own child did'],
    ['wins', '6,5', '“wins” must be two counts with a comma between, the second no smaller, not “6,5”'],
    ['wins', '0.5,5', '“wins” must be two counts with a comma between, the second no smaller, not “0.5,5”'],
    ['handmade', 'NaN', '“handmade” must be from 0 to 1, not “NaN”'],
    ['trivial', '2', '“trivial” must be from 0 to 1, not “2”'],
    ['adapter', '<img src=x>', '“adapter” must be at most 60 letters, digits and plain signs, not “<img src=x>”'],
    ['measure', 'loss', '“measure” must be accuracy or perplexity, not “loss”'],
    ['measure', 'perplexity', 'it is measured by perplexity, its settings by accuracy'],
    ['arc', null, 'its child is not there'],
  ])('%s = %j', (name, text, why) => {
    const { settings, architecture, result, problems } = parseLink(changed(name, text));
    expect(settings).toEqual(tour.settings);
    expect(result).toBeNull();
    expect(architecture === null).toBe(name === 'arc');
    expect(problems).toEqual([`The link’s result is left out: ${why}.`]);
  });

  test('nor does one of settings that are not all applied', () => {
    const { architecture, result, problems } = parseLink(changed('rounds', '0'));
    expect(architecture).not.toBeNull();
    expect(result).toBeNull();
    expect(problems).toEqual([
      'Rounds must be from 1 to 200, not “0”.',
      'The link’s result is left out: it was measured with all that the link says.',
    ]);
  });

  test('whatever its fields say, a result is in range or is not there', () => {
    const random = new RandomStream(4, 0);
    const names = ['role', 'score', 'test', 'wins', 'handmade', 'trivial', 'adapter', 'measure'];
    const pieces = [
      'derived',
      '0',
      '.5',
      ',',
      '1',
      '9',
      '-',
      'e',
      ' ',
      'accuracy',
      '٣',
      '\u0000',
      '2000',
      'constructor',
    ];
    for (let i = 0; i < 500; i++) {
      const text = Array.from({ length: random.integer(6) }, () => pieces[random.integer(pieces.length)]).join('');
      const { result, problems } = parseLink(changed(names[random.integer(names.length)] ?? '', text));
      expect(problems).toHaveLength(result === null ? 1 : 0);
      for (const one of [result?.test?.value, result?.score?.value, result?.handMade, result?.trivial]) {
        if (one != null) expect(one >= 0 && one <= 1, text).toBe(true);
      }
    }
  });
});
