import { describe, expect, test } from 'vitest';
import { crossChecks } from '../../../src/experiment/cross-checks.ts';
import {
  defaultSettings,
  settingKeys,
  settingOf,
  validateSetting,
  validateSettings,
} from '../../../src/experiment/schema.ts';
import { RandomStream } from '../../../src/math/random.ts';
import { randomSettings } from '../../../scripts/campaign/random-settings.ts';

describe('the settings table', () => {
  test('its defaults pass its own checks', () => {
    expect(validateSettings(defaultSettings)).toEqual({ ok: true, settings: defaultSettings });
  });

  test('no two settings share a name in links, and none takes a name that links use themselves', () => {
    const names = [...settingKeys.map((key) => settingOf(key).link), 'v', 'preset', 'arc'];
    expect(new Set(names).size).toBe(names.length);
  });

  test('every range reaches from its lower to its upper end', () => {
    for (const key of settingKeys) {
      const setting = settingOf(key);
      if (setting.kind !== 'integer' && setting.kind !== 'real') continue;
      expect(validateSetting(key, setting.min).ok, key).toBe(true);
      expect(validateSetting(key, setting.max).ok || (setting.max - setting.min) % setting.step !== 0, key).toBe(true);
      expect(validateSetting(key, setting.min - setting.step).ok, key).toBe(false);
      expect(validateSetting(key, setting.max + setting.step).ok, key).toBe(false);
    }
  });
});

describe('one setting', () => {
  test.each([
    ['nodes', 6, 'Nodes in a cell must be from 1 to 5.'],
    ['nodes', 2.5, 'Nodes in a cell must be a whole number.'],
    ['nodes', '3', 'Nodes in a cell must be from 1 to 5.'],
    ['nodes', NaN, 'Nodes in a cell must be from 1 to 5.'],
    ['nodes', Infinity, 'Nodes in a cell must be from 1 to 5.'],
    ['channels', 6, 'Channels must be from 4 to 16 in steps of 4.'],
    ['batch', 300, 'Batch must be from 8 to 128 images.'],
    ['tanhConstant', 5.01, 'Tanh bound c must be from 0.5 to 5.'],
    ['stem', 'patch8', 'Stem must be one of conv3, patch2, patch4.'],
    ['decayUnused', 1, 'Decay unused weights too must be true or false.'],
    ['operations', [], 'Operations must be one or more of sep3, sep5, avg3, max3, identity, each once.'],
    ['operations', ['sep3', 'sep3'], 'Operations must be one or more of sep3, sep5, avg3, max3, identity, each once.'],
    ['operations', ['sep7'], 'Operations must be one or more of sep3, sep5, avg3, max3, identity, each once.'],
    ['operations', 'sep3', 'Operations must be one or more of sep3, sep5, avg3, max3, identity, each once.'],
  ] as const)('%s refuses %j', (key, value, sentence) => {
    expect(validateSetting(key, value)).toEqual({ ok: false, sentence });
  });

  test('reals may lie between the steps of their slider, as published values do', () => {
    expect(validateSetting('policyLearningRate', 0.00035)).toEqual({ ok: true, value: 0.00035 });
  });

  test('sets come out in table order', () => {
    expect(validateSetting('operations', ['identity', 'sep3'])).toEqual({ ok: true, value: ['sep3', 'identity'] });
  });
});

describe('all settings', () => {
  test('whatever the table allows is accepted and comes out as it went in', () => {
    const random = new RandomStream(1, 0);
    for (let i = 0; i < 200; i++) {
      const settings = randomSettings(random);
      expect(validateSettings(settings)).toEqual({ ok: true, settings });
    }
  });

  test('every problem is told', () => {
    const result = validateSettings({ ...defaultSettings, nodes: 9, stages: 0, colour: 'red' });
    expect(result).toEqual({
      ok: false,
      problems: [
        'There is no setting “colour”.',
        'Nodes in a cell must be from 1 to 5.',
        'Stages must be from 1 to 3.',
      ],
    });
  });

  test('a missing one is a problem', () => {
    const { seed, ...rest } = defaultSettings;
    expect(seed).toBe(7);
    expect(validateSettings(rest)).toEqual({ ok: false, problems: ['Seed must be from 0 to 4294967295.'] });
  });

  test.each([null, 7, 'x', [], undefined])('%j is not settings', (input) => {
    expect(validateSettings(input).ok).toBe(false);
  });

  test('keys of the prototype are unknown keys and reach nothing', () => {
    const hostile = JSON.parse(
      JSON.stringify(defaultSettings).replace('{', '{"__proto__":{"nodes":5},"constructor":1,'),
    ) as unknown;
    expect(validateSettings(hostile)).toEqual({
      ok: false,
      problems: ['There is no setting “__proto__”.', 'There is no setting “constructor”.'],
    });
    expect('nodes' in {}).toBe(false);
  });

  test('values are not inherited', () => {
    expect(validateSettings(Object.create(defaultSettings)).ok).toBe(false);
  });
});

describe('settings that depend on each other', () => {
  test('batches may not be larger than the parts that they are drawn from', () => {
    const tight = { ...defaultSettings, trainImages: 11_950, batch: 12_000, rewardBatch: 64, deriveImages: 128 };
    expect(crossChecks(tight).map(({ key, sentence }) => [key, sentence])).toEqual([
      ['batch', 'A batch of 12000 is more than the 11950 train images.'],
      ['rewardBatch', 'A reward batch of 64 is more than the 50 validation images.'],
      ['deriveImages', 'Deriving on 128 images is more than the 50 validation images.'],
    ]);
  });
});
