import { describe, expect, test } from 'vitest';
import { childOf, resultOf, type Told } from '../../../src/app/state/result.ts';
import { linkSentence } from '../../../src/app/words/link.ts';
import { textOf } from '../../../src/app/words/sentence.ts';
import { spaceOf } from '../../../src/experiment/build.ts';
import { emptyHistory, type RunHistory } from '../../../src/experiment/history.ts';
import type { LinkResult } from '../../../src/experiment/link-result.ts';
import { type Preset, presetOf } from '../../../src/experiment/presets.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import type { RankTest, RetrainedCell } from '../../../src/experiment/studies/retraining.ts';
import { RandomStream } from '../../../src/math/random.ts';

const tour = presetOf('quick-tour');
const result: LinkResult = {
  role: 'derived',
  score: { value: 0.875, examples: 512 },
  test: { value: 0.884, examples: 2_000 },
  wins: { better: 5, of: 5 },
  handMade: 0.904,
  trivial: 0.861,
  adapter: 'google swiftshader',
};

describe('what a link brings, in a sentence', () => {
  const told = (one: LinkResult | null, preset: Preset = tour, changes: Partial<Settings> = {}) =>
    textOf(linkSentence(one, preset, { ...preset.settings, ...changes }));

  test('says where it was found, and how it did there', () => {
    expect(told(result)).toBe(
      'This link brings a cell found by ENAS, quick tour, seed 7: .8840 on test, better than 5 of 5 random.',
    );
    expect(told({ ...result, wins: null, handMade: null, trivial: null })).toMatch(/: \.8840 on test\.$/);
  });

  test('has as many decimals as the examples can tell apart', () => {
    expect(told({ ...result, test: { value: 0.884, examples: 200 }, wins: null })).toMatch(/: \.884 on test\.$/);
  });

  test('says what was changed, and that a person chose it', () => {
    const changes = { seed: 9, rounds: 3, strategy: 'evolution' } as const;
    expect(told(result, tour, changes)).toMatch(
      /^This link brings a cell found by regularised evolution, quick tour \(changed\), seed 9: /,
    );
    expect(told({ ...result, role: 'chosen' }, tour, { seed: 9, rounds: 3 })).toMatch(
      /^This link brings a cell chosen by a person, quick tour \(changed\), seed 9: /,
    );
  });

  test('names the measure of text, and that what is not trained yet may rank otherwise', () => {
    const text = { ...result, test: { value: 2.72718, examples: 19_984 }, handMade: null, trivial: null };
    expect(told(text, presetOf('enas-recurrent'))).toContain(
      'found by ENAS recurrent on brackets, seed 7: perplexity 2.727 on test, better than 5 of 5 random.',
    );
    expect(told({ ...result, test: null, wins: null })).toMatch(
      /, seed 7: \.8750 on 512 validation images, with shared weights\. Trained from scratch it may rank otherwise: /,
    );
    expect(told(null)).toBe(
      'This link brings a cell. It can be trained from scratch beside its controls, without a search.',
    );
  });
});

describe('what is known of a child', () => {
  const { settings } = tour;
  const space = spaceOf(settings);
  const random = new RandomStream(5, 0);
  const child = space.sample(random);
  const other = space.sample(random);
  const cell = (role: RetrainedCell['role'], testAccuracy: number, architecture = other): RetrainedCell => ({
    role,
    architecture,
    testAccuracy,
    testCrossEntropy: 1,
    testImages: 2_000,
    trainLoss: 1,
    parameters: 1,
    multiplyAdds: 1,
    hasConvolution: true,
  });
  const controls = [cell('hand-made', 0.904), cell('trivial', 0.861), cell('random', 0.85), cell('random', 0.89)];
  const rank: RankTest = { better: 1, of: 2, p: 2 / 3 };
  const scored = { architecture: child, reward: 0.875, accuracy: 0.875, crossEntropy: 1, images: 512 };
  const derived = [{ kind: 'derived', round: 1, step: 1, update: 1, images: 512, children: [scored] }] as const;
  const run = (cells: readonly RetrainedCell[], done = true, rest: Partial<RunHistory> = {}): Told => {
    const retraining = { cells, rank: done ? rank : null, rankWithConvolution: null };
    return { settings, history: { ...emptyHistory, ...rest, studies: { retraining, ranking: null } } };
  };
  const known = (view: Told, said: LinkResult | null = null) =>
    resultOf(child, { view, machine: 'here', linked: said && { architecture: child, result: said } });

  test('of a search and its retraining is all of it', () => {
    expect(known(run([cell('derived', 0.884, child), ...controls], true, { derived }))).toEqual({
      ...result,
      wins: { better: 1, of: 2 },
      adapter: 'here',
    });
  });

  test('without a search is that it was chosen, and what the run stands for', () => {
    const view = run([cell('chosen', 0.884, child), ...controls]);
    expect(known(view)).toMatchObject({ role: 'chosen', score: null, test: { value: 0.884 } });
    expect(childOf(view)).toBe(child);
  });

  test('of a retraining that was cancelled has no rank; of a random one of it nothing', () => {
    expect(known(run([cell('derived', 0.884, child), ...controls], false, { derived }))).toMatchObject({ wins: null });
    expect(known(run([cell('derived', 0.884), cell('random', 0.9, child)]))).toBeNull();
  });

  test('is what the link said, until it is trained here', () => {
    expect(known(run([]), result)).toBe(result);
    expect(known(run([cell('chosen', 0.88, child), ...controls]), result)).toEqual({
      ...result,
      test: { value: 0.88, examples: 2_000 },
      wins: { better: 1, of: 2 },
      adapter: 'here',
    });
    expect(known({ settings, history: emptyHistory })).toBeNull();
  });
});
