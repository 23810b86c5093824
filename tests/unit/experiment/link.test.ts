import { describe, expect, test } from 'vitest';
import { spaceOf } from '../../../src/experiment/build.ts';
import { inPresenter, printLink } from '../../../src/experiment/link.ts';
import { asksForPresenter, fragmentOf, MAX_LINK_LENGTH, parseLink } from '../../../src/experiment/parse-link.ts';
import { defaultPreset, presetOf, presets } from '../../../src/experiment/presets.ts';
import {
  defaultSettings,
  mattersTo,
  problemsInWords,
  settingKeys,
  validateSettings,
} from '../../../src/experiment/schema.ts';
import { RandomStream } from '../../../src/math/random.ts';
import { randomSettings } from '../../../scripts/campaign/random-settings.ts';

describe('a link', () => {
  test('says only what differs from the preset, in the order of the table', () => {
    expect(printLink(defaultPreset, defaultSettings)).toBe('#v=1&preset=enas-fashion');
    const settings = {
      ...defaultSettings,
      tanhConstant: 1.5,
      operations: ['sep3', 'max3'] as const,
      decayUnused: true,
      weightDecay: 1e-7,
    };
    expect(printLink(defaultPreset, settings)).toBe(
      '#v=1&preset=enas-fashion&ops=sep3,max3&wd=1e-7&decayall=true&c=1.5',
    );
  });

  test('gives back every setting exactly, whatever the table allows, and its child', () => {
    const random = new RandomStream(2, 0);
    for (let i = 0; i < 200; i++) {
      const preset = presets[random.integer(presets.length)] ?? defaultPreset;
      const settings = randomSettings(random);
      const space = spaceOf(settings);
      const architecture = space.sample(random);
      const link = printLink(preset, settings, space.print(architecture));
      expect(link.length).toBeLessThan(MAX_LINK_LENGTH);
      // What does not matter to the experiment is not carried.
      const mattering = settingKeys.filter((key) => mattersTo(key, settings));
      const carried = Object.fromEntries(mattering.map((key) => [key, settings[key]]));
      expect(parseLink(link)).toEqual({
        preset,
        settings: { ...preset.settings, ...carried },
        architecture,
        result: null,
        problems: [],
      });
    }
  });

  test('can ask for the presenter’s size, which is no setting', () => {
    const link = printLink(presetOf('quick-tour'), presetOf('quick-tour').settings);
    expect(inPresenter(link)).toBe(`${link}&view=presenter`);
    expect([link, inPresenter(link), `${link}&view=large`].map(asksForPresenter)).toEqual([false, true, false]);
    expect(parseLink(inPresenter(link))).toEqual(parseLink(link));
  });

  test('is read with or without its #, or at the end of an address', () => {
    const link = printLink(presetOf('quick-tour'), { ...presetOf('quick-tour').settings, seed: 3 });
    for (const text of [link, link.slice(1), `https://example.org/nas/?a=1${link}`]) {
      expect(parseLink(text)).toMatchObject({ preset: { id: 'quick-tour' }, settings: { seed: 3 }, problems: [] });
    }
    expect(parseLink('https://example.org/?c=1.5')).toMatchObject({ settings: defaultSettings, problems: [] });
    expect(parseLink('')).toEqual({
      preset: defaultPreset,
      settings: defaultSettings,
      architecture: null,
      result: null,
      problems: [],
    });
  });
});

describe('what a link says wrongly is told, and the rest applied', () => {
  test.each([
    ['v=2&c=1.5', 'The link is of version “2”, this page reads version 1.'],
    ['preset=best&c=1.5', 'There is no preset “best”; enas-fashion is used.'],
    ['preset=__proto__&c=1.5', 'There is no preset “__proto__”; enas-fashion is used.'],
    ['colour=red&c=1.5', 'The link sets “colour”, which is not a setting.'],
    ['__proto__=1&c=1.5', 'The link sets “__proto__”, which is not a setting.'],
    ['constructor=1&c=1.5', 'The link sets “constructor”, which is not a setting.'],
    ['%E0%A4%A=1&c=1.5', 'The link sets “\u{fffd}%A”, which is not a setting.'],
    ['c=1.5&c=2', 'The link gives “c” more than once; the first is used.'],
    ['nodes=99&c=1.5', 'Nodes in a cell must be from 1 to 5, not “99”.'],
    ['nodes=1e999&c=1.5', 'Nodes in a cell must be from 1 to 5, not “1e999”.'],
    ['nodes=NaN&c=1.5', 'Nodes in a cell must be from 1 to 5, not “NaN”.'],
    ['nodes=0x2&c=1.5', 'Nodes in a cell must be from 1 to 5, not “0x2”.'],
    ['nodes=&c=1.5', 'Nodes in a cell must be from 1 to 5, not “”.'],
    ['decayall=yes&c=1.5', 'Decay unused weights too must be true or false, not “yes”.'],
    ['stem=patch3&c=1.5', 'Stem must be one of conv3, patch2, patch4, not “patch3”.'],
    ['view=large&c=1.5', 'The link asks for the view “large”, which there is not.'],
    [`on=${'x'.repeat(1000)}&c=1.5`, `Train weights on must be one of policy, uniform, not “${'x'.repeat(40)}…”.`],
  ])('%s', (fragment, problem) => {
    const { settings, problems } = parseLink(fragment);
    expect(problems).toEqual([problem]);
    expect(settings).toEqual({ ...defaultSettings, tanhConstant: 1.5 });
  });

  test('a child that does not belong to the space', () => {
    expect(parseLink('nodes=1&stages=1&arc=0+1+2+0')).toMatchObject({
      architecture: null,
      settings: { nodes: 1, stages: 1 },
      problems: [
        'The link’s child cannot be read at character 5: Node 2 of the normal cell reads one of the nodes 0 to 1, not 2.',
      ],
    });
  });

  test('too long a link applies nothing', () => {
    const { settings, problems } = parseLink(`c=1.5&arc=${'0'.repeat(MAX_LINK_LENGTH)}`);
    expect(settings).toEqual(defaultSettings);
    expect(problems).toHaveLength(1);
  });
});

describe('what other programs do to links is undone', () => {
  const link = '#v=1&preset=quick-tour&seed=3&c=1.5';
  const address = `https://example.org/nas/${link}`;
  test.each([
    ['HTML', address.replaceAll('&', '&amp;')],
    ['HTML twice', address.replaceAll('&', '&amp;amp;')],
    ['HTML by number', address.replaceAll('&', '&#38;')],
    ['a mail’s brackets', `<${address}>`],
    ['a sentence', `(see ${address}).`.replace('(see ', '(')],
    ['quotes', `“${address}”`],
    ['line breaks', address.replace('quick', '\r\n  quick')],
    ['invisible characters', address.replace('seed', '\u200bseed\u00ad')],
    ['an encoded #', address.replace('#', '%23')],
    ['a fragment encoded once more', `https://example.org/#${encodeURIComponent(link.slice(1))}`],
    ['a query in its place', address.replace('#', '?')],
    ['tracking', `${address}&utm_source=mail&fbclid=abc`],
    ['a text fragment', `${address}:~:text=cell`],
    ['another scheme', address.replace('https', 'HTTPS')],
  ])('%s', (_, text) => {
    expect(parseLink(text)).toEqual(parseLink(link));
    expect(parseLink(text).problems).toEqual([]);
  });

  test('an address without settings is told apart', () => {
    for (const text of ['https://example.org/', 'https://example.org/#', '', '#']) expect(fragmentOf(text)).toBe('');
  });

  test('of many complaints the first are told, and how many more there are', () => {
    const { problems } = parseLink(Array.from({ length: 500 }, (__, i) => `x${i}=1`).join('&'));
    expect(problemsInWords(problems)).toMatch(/^The link sets “x0”.* more do not hold\.$/);
    expect(problemsInWords(problems).length).toBeLessThan(300);
  });
});

test('no text gets anything out of range through, pollutes a prototype or throws', () => {
  const random = new RandomStream(3, 0);
  const pieces = ['#', '&', '=', '%', '%00', '%C3', '+', ',', '-', '1e999', 'NaN', '__proto__', 'toString', 'arc']
    .concat(['0 1', '|', 'preset', 'quick-tour', 'v', 'c', 'nodes', 'ops', 'sep3', 'train', '-0', '1e3', '11000', 'x'])
    .concat(['dimages', '\u{1f600}', '<img src=x onerror=alert(1)>', 'https://', '\u0000', 'constructor', 'seed', '7']);
  for (let i = 0; i < 3_000; i++) {
    const length = 1 + random.integer(24);
    const text = Array.from({ length }, () => pieces[random.integer(pieces.length)]).join('');
    const { settings, problems } = parseLink(text);
    expect(validateSettings(settings), text).toEqual({ ok: true, settings });
    expect(problems.every((problem) => problem.endsWith('.'))).toBe(true);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
});
