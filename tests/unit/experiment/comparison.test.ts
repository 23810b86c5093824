import { describe, expect, test } from 'vitest';
import { spaceOf } from '../../../src/experiment/build.ts';
import { type Comparison, comparisonOf, runsOf } from '../../../src/experiment/comparison.ts';
import { matchedOf, nextTaskOf, piecesOf } from '../../../src/experiment/comparison-plan.ts';
import {
  type ComparedChild,
  type ComparedRun,
  type ComparisonRecord,
  comparisonText,
  emptyComparison,
  looksLikeComparison,
  parseComparison,
} from '../../../src/experiment/comparison-record.ts';
import { summaryOf } from '../../../src/experiment/comparison-summary.ts';
import { pInWords, verdictOf, winsInWords } from '../../../src/experiment/comparison-words.ts';
import { differenceInWords } from '../../../src/experiment/difference.ts';
import { printLink } from '../../../src/experiment/link.ts';
import { parseLink } from '../../../src/experiment/parse-link.ts';
import { defaultPreset } from '../../../src/experiment/presets.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import { budgetOf } from '../../../src/experiment/planned.ts';
import { randomStream } from '../../../src/math/random.ts';

const strategies: Settings = {
  ...defaultSettings,
  compareAlong: 'strategies',
  compareStrategies: ['enas', 'evolution'],
  compareSeeds: 2,
};

function comparison(settings: Settings): Comparison {
  const result = comparisonOf(settings);
  if (!result.ok) throw new Error(result.sentence);
  return result.comparison;
}

const space = spaceOf(defaultSettings);
const stream = randomStream(1, 'derive');
const children = Array.from({ length: 4 }, () => space.print(space.sample(stream)));

function child(index: number, multiplyAdds: number): ComparedChild {
  const notation = children[index] ?? '';
  return { notation, reward: -1 - index, accuracy: 0.5, crossEntropy: 1, images: 256, multiplyAdds };
}

function run(
  variant: number,
  seed: number,
  derived: readonly ComparedChild[],
  failure: string | null = null,
): ComparedRun {
  const best = { childSteps: [4, 8], reward: [-2, -1], accuracy: [0.3, 0.4] };
  return { variant, seed, failure, childSteps: 100, scoredBatches: 10, seconds: 2, best, derived: [...derived] };
}

function trained(seed: number, notation: string, testAccuracy: number): ComparisonRecord['trained'][number] {
  const counts = { testCrossEntropy: 1, testImages: 2_000, parameters: 10, multiplyAdds: 20 };
  return { seed, role: 'searched', notation, result: { testAccuracy, ...counts } };
}

describe('what is compared', () => {
  test('each strategy over each seed, seed by seed, at the same budget', () => {
    const runs = runsOf(comparison({ ...strategies, budget: 400 }));
    expect(runs.map(({ variant, seed }) => [variant, seed])).toEqual([
      [0, 7],
      [1, 7],
      [0, 8],
      [1, 8],
    ]);
    expect(runs.map(({ settings }) => settings.strategy)).toEqual(['enas', 'evolution', 'enas', 'evolution']);
    expect(runs.map(({ settings }) => settings.seed)).toEqual([7, 7, 8, 8]);
    expect(new Set(runs.map(({ settings }) => budgetOf(settings).childSteps)).size).toBe(1);
    expect(runs.every(({ settings }) => settings.compareAlong === 'nothing')).toBe(true);
  });

  test('without ENAS the budget stays as it is set', () => {
    const among = { compareStrategies: ['random-shared', 'evolution'] as const, budget: 4_000 };
    const runs = runsOf(comparison({ ...strategies, ...among }));
    expect(runs.map(({ settings }) => settings.budget)).toEqual([4_000, 4_000, 4_000, 4_000]);
  });

  test('prices of work, with the strategy chosen', () => {
    const { variants } = comparison({ ...strategies, compareAlong: 'lambda', compareLambdas: ['0', '0.5'] });
    expect(variants).toEqual([
      { changes: { costWeight: 0 }, words: 'λ 0' },
      { changes: { costWeight: 0.5 }, words: 'λ .5' },
    ]);
  });

  test('seeds go on from the largest at 0', () => {
    expect(comparison({ ...strategies, seed: 2 ** 32 - 1 }).seeds).toEqual([2 ** 32 - 1, 0]);
  });

  test.each<[string, Partial<Settings>]>([
    ['Nothing is chosen to compare.', { compareAlong: 'nothing' }],
    ['Choose two or more to compare.', { compareStrategies: ['enas'] }],
    [
      'In this search space all children cost the same, so there is no price to sweep.',
      { compareAlong: 'lambda', family: 'recurrent' },
    ],
  ])('refuses with a sentence: %s', (sentence, changes) => {
    expect(comparisonOf({ ...strategies, ...changes })).toEqual({ ok: false, sentence });
  });

  test('refuses a strategy that its settings do not allow, and names it', () => {
    const result = comparisonOf({ ...strategies, populationSize: 200 });
    expect(result).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/^With regularised evolution: /) as string,
    });
  });

  test('one link carries it', () => {
    const link = printLink(defaultPreset, { ...defaultPreset.settings, ...strategies });
    expect(link).toContain('compare=strategies&strategies=enas,evolution&seeds=2');
    expect(parseLink(link)).toMatchObject({ settings: { ...defaultPreset.settings, ...strategies }, problems: [] });
  });
});

test('differences in few words; what a search does not depend on is no difference', () => {
  const base = defaultSettings;
  expect(differenceInWords(base, { ...base, strategy: 'evolution' })).toBe('regularised evolution');
  expect(differenceInWords(base, { ...base, costWeight: 0.5, seed: 8 })).toBe('seed 8, λ .5');
  expect(differenceInWords(base, { ...base, compareSeeds: 9, layers: 3 })).toBeNull();
  const many = { ...base, seed: 8, nodes: 2, batch: 64, rounds: 3, costWeight: 1 };
  expect(differenceInWords(base, many)).toBe('seed 8, nodes in a cell 2, batch 64, 2 more');
});

describe('the plan', () => {
  test('searches seed by seed, then trains each child once, then goes on', () => {
    let record = emptyComparison(strategies);
    expect(nextTaskOf(record)).toMatchObject({ kind: 'search', run: { variant: 0, seed: 7 } });
    record = { ...record, runs: [run(0, 7, [child(0, 50), child(1, 20)])] };
    expect(nextTaskOf(record)).toMatchObject({ kind: 'search', run: { variant: 1, seed: 7 } });
    expect(piecesOf(record)).toEqual({ done: 1, of: 6 });
    record = { ...record, runs: [...record.runs, run(1, 7, [child(2, 30)])] };
    expect(nextTaskOf(record)).toMatchObject({ kind: 'train', children: [children[0], children[2], children[1]] });
    record = { ...record, trained: children.map((notation) => trained(7, notation, 0.5)) };
    expect(nextTaskOf(record)).toMatchObject({ kind: 'search', run: { variant: 0, seed: 8 } });
    const failed = [run(0, 8, [], 'It failed.'), run(1, 8, [], 'It failed.')];
    expect(nextTaskOf({ ...record, runs: [...record.runs, ...failed] })).toBeNull();
  });

  test('at matched multiply–adds each has its best that costs no more than the cheapest derived', () => {
    const runs = [run(0, 7, [child(0, 50), child(1, 31), child(2, 29)]), run(1, 7, [child(3, 30)]), run(2, 7, [])];
    expect(matchedOf(runs)).toEqual([child(2, 29), child(3, 30), null]);
  });

  test('where one looked at none so cheap, the bound is the least that each can do with', () => {
    const runs = [run(0, 7, [child(0, 50), child(1, 44), child(2, 40)]), run(1, 7, [child(3, 30), child(1, 45)])];
    expect(matchedOf(runs)).toEqual([child(2, 40), child(3, 30)]);
  });
});

describe('the outcome', () => {
  const [a = '', b = ''] = children;
  const five: Settings = { ...strategies, compareSeeds: 5 };
  const seeds = [7, 8, 9, 10, 11];
  const record: ComparisonRecord = {
    ...emptyComparison(five),
    runs: seeds.flatMap((seed) => [run(0, seed, [child(0, 50)]), run(1, seed, [child(1, 40)])]),
    trained: seeds.flatMap((seed, index) => [trained(seed, a, 0.8), trained(seed, b, index === 0 ? 0.7 : 0.9)]),
  };

  test('is means, spreads and wins over the seeds that both have', () => {
    const summary = summaryOf(record);
    expect(summary?.variants[1]?.tested?.mean).toBeCloseTo(0.86, 12);
    expect(summary?.variants[1]?.tested?.deviation).toBeCloseTo(Math.sqrt(0.032 / 4), 12);
    const [duel] = summary?.duels ?? [];
    expect(duel).toMatchObject({ first: 0, second: 1, seeds: 5, test: { wins: 1, losses: 4, p: 0.375 } });
    expect(duel && winsInWords(duel)).toBe('1 to 4');
    // The first has no cheaper child than the one that it derived, so that is the bound for both.
    expect(summary?.matchedDuels).toEqual(summary?.duels);
  });

  test('is told without more than it shows', () => {
    const summary = summaryOf(record);
    expect(summary && verdictOf(summary)).toEqual([
      'Regularised evolution has the highest mean test accuracy, .860 ± .089, and beats ENAS in 4 of 5 seeds (p = .38): chance alone could do as much, so this is no finding.',
      '5 seeds cannot show a difference at all: the sign test’s smallest p is .063, and it takes 6 seeds to come below .05.',
      'At matched multiply–adds regularised evolution is ahead, .860 ± .089, and beats ENAS in 4 of 5 seeds (p = .38): chance alone could do as much, so this is no finding.',
    ]);
  });

  test('crowns nobody before all are done: means are over the seeds that all have', () => {
    const begun = { ...record, runs: record.runs.slice(0, 5), trained: record.trained.slice(0, 4) };
    const summary = summaryOf(begun);
    expect(summary).toMatchObject({ finished: false, sharedSeeds: 2 });
    expect(summary?.variants.map(({ tested, multiplyAdds }) => [tested?.seeds, multiplyAdds?.seeds])).toEqual([
      [2, 2],
      [2, 2],
    ]);
    expect(summary && verdictOf(summary)).toEqual([
      'So far, over the 2 seeds of 5 that all have, mean test accuracy: ENAS .800 ± .000 and regularised evolution .800 ± .141. What that says is told when all are done.',
    ]);
  });

  test('of a sweep is a trade-off, not a winner', () => {
    const sweep = { ...record, settings: { ...five, compareAlong: 'lambda', compareLambdas: ['0', '1'] } } as const;
    const summary = summaryOf(sweep);
    expect(summary && verdictOf(summary)).toEqual([
      'From λ 0 to λ 1 the derived child has 20 % fewer multiply–adds on average; its test accuracy goes from .800 ± .000 to .860 ± .089.',
    ]);
  });

  test('of text is by perplexity, lower being better, and nothing is matched', () => {
    const settings: Settings = { ...five, family: 'recurrent' };
    const [first, second] = ['0 0 0 0 0 0 0', '0 0 1 1 2 2 3'];
    const of = (notation: string) => ({ ...child(0, 9), notation });
    // The first names more characters right, but has the higher perplexity in all seeds but one.
    const loss = (seed: number, notation: string) =>
      notation === first ? (seed === 7 ? 0 : Math.log(3)) : Math.log(2);
    const text: ComparisonRecord = {
      ...emptyComparison(settings),
      runs: seeds.flatMap((seed) => [run(0, seed, [of(first)]), run(1, seed, [of(second)])]),
      trained: [...seeds.flatMap((seed) => [trained(seed, first, 0.9), trained(seed, second, 0.1)])].map((one) => ({
        ...one,
        result: one.result && { ...one.result, testCrossEntropy: loss(one.seed, one.notation) },
      })),
    };
    const summary = summaryOf(text);
    expect(summary?.variants.map(({ tested }) => tested?.mean.toFixed(6))).toEqual(['2.600000', '2.000000']);
    expect(summary?.duels[0]).toMatchObject({ test: { wins: 1, losses: 4 }, lead: expect.closeTo(-0.6, 12) as number });
    expect(summary?.variants[0]?.matched).toBeNull();
    expect(summary && verdictOf(summary)).toEqual([
      'Regularised evolution has the lowest mean test perplexity, 2.000 ± .000, and beats ENAS in 4 of 5 seeds (p = .38): chance alone could do as much, so this is no finding.',
      '5 seeds cannot show a difference at all: the sign test’s smallest p is .063, and it takes 6 seeds to come below .05.',
      'Every child of this space takes the same multiply–adds, so there is nothing to match.',
    ]);
    expect(parseComparison(comparisonText(text))).toEqual({ ok: true, record: text, notes: [] });
  });

  test('is nothing before a seed is whole', () => {
    const summary = summaryOf(emptyComparison(strategies));
    expect(summary && verdictOf(summary)).toEqual([
      'Nothing can be said before two of them have a trained child of the same seed.',
    ]);
  });

  test('comes back from its text as it was', () => {
    const text = comparisonText(record);
    expect(looksLikeComparison(text)).toBe(true);
    expect(parseComparison(text)).toEqual({ ok: true, record, notes: [] });
  });

  test('keeps what a later version has added', () => {
    const later = { ...record, settings: { ...record.settings, sharpness: 3 }, more: 1 };
    const read = parseComparison(JSON.stringify(later));
    expect(read).toMatchObject({ ok: true, notes: [expect.stringContaining('sharpness')] });
    expect(read.ok && JSON.parse(comparisonText(read.record))).toEqual(later);
  });

  test.each<[string, (record: ComparisonRecord) => unknown]>([
    ['is missing', ({ runs }) => ({ runs })],
    ['settings do not hold', (whole) => ({ ...whole, settings: { ...whole.settings, batch: 7 } })],
    ['Nothing is chosen to compare', (whole) => ({ ...whole, settings: defaultSettings })],
    ['twice', (whole) => ({ ...whole, runs: [...whole.runs, ...whole.runs] })],
    ['do not ask for', (whole) => ({ ...whole, runs: [run(2, 7, [])] })],
    ['do not ask for', (whole) => ({ ...whole, runs: [run(0, 99, [])] })],
    ['cannot read', (whole) => ({ ...whole, trained: [trained(7, 'nonsense', 0.5)] })],
    [
      'differ in length',
      (whole) => ({ ...whole, runs: [{ ...run(0, 7, []), best: { childSteps: [1], reward: [], accuracy: [] } }] }),
    ],
  ])('is refused where it %s', (part, damage) => {
    const result = parseComparison(JSON.stringify(damage(record)));
    expect(result).toMatchObject({ ok: false, sentence: expect.stringContaining(part) as string });
  });

  test('that is no JSON is refused', () => {
    expect(parseComparison('{')).toEqual({ ok: false, sentence: 'The file is not JSON.' });
  });
});

test('probabilities in two digits', () => {
  expect([0.375, 0.0625, 0.0078125, 1].map(pInWords)).toEqual(['.38', '.063', '.0078', '1']);
});
