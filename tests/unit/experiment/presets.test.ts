import { describe, expect, test } from 'vitest';
import { spaceConfigOf, spaceOf } from '../../../src/experiment/build.ts';
import { updatesIn } from '../../../src/experiment/outline.ts';
import { outlineOf } from '../../../src/experiment/planned.ts';
import { defaultPreset, findPreset, nearestPreset, presetOf, presets } from '../../../src/experiment/presets.ts';
import { defaultSettings, validateSettings } from '../../../src/experiment/schema.ts';

describe.each(presets)('preset $id', ({ id, summary, changes, settings }) => {
  test('its settings hold', () => {
    expect(validateSettings(settings)).toEqual({ ok: true, settings });
  });

  test('it names only what differs from the defaults, in one sentence', () => {
    for (const [key, value] of Object.entries(changes)) {
      expect(value, key).not.toEqual(defaultSettings[key as keyof typeof defaultSettings]);
    }
    expect(summary).toMatch(/^[A-Z][^.]*\.$/);
  });

  test('it is found by its id', () => {
    expect(findPreset(id)?.settings).toBe(settings);
  });

  test('it is the nearest to its settings with another seed and another price of work', () => {
    expect(nearestPreset({ ...settings, seed: 8, costWeight: 1.5 }).id).toBe(id);
  });
});

test('the page opens with the defaults of the table', () => {
  expect(defaultPreset.id).toBe('enas-fashion');
  expect(defaultPreset.settings).toEqual(defaultSettings);
  expect(presetOf(undefined)).toBe(defaultPreset);
  expect(presetOf('toString')).toBe(defaultPreset);
});

test('the faithful preset has the published space and the constants of the scripts', () => {
  const { settings } = presetOf('enas-faithful');
  // methods/enas 2.3: B = 7 has 5.06e12 strings a cell.
  expect(spaceOf(settings).count()).toBe(5_062_500_000_000n ** 2n);
  // methods/enas section 6, official scripts (micro); weight decay is twice their l2.
  expect(settings).toMatchObject({
    tanhConstant: 1.1,
    operationTanhReduction: 2.5,
    entropyWeight: 1e-4,
    baselineDecay: 0.99,
    policyLearningRate: 3.5e-3,
    childrenPerUpdate: 10,
    weightDecay: 2e-4,
    costWeight: 0,
  });
  // methods/enas (3): periods of T and 2T end where the search does.
  expect(outlineOf(settings).steps).toBe(3 * settings.restartSteps);
});

test('settings become the configuration of the space', () => {
  expect(spaceConfigOf(presetOf('quick-tour').settings, 10)).toEqual({
    family: 'micro',
    nodes: 2,
    operations: ['sep3', 'sep5', 'avg3', 'max3', 'identity'],
    channels: 8,
    stages: 2,
    cellsPerStage: 1,
    stem: 'patch4',
    imageSide: 28,
    classes: 10,
  });
  expect(updatesIn(outlineOf({ ...defaultSettings, rounds: 15, updatesPerRound: 20 }))).toBe(300);
});
