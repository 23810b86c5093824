import { describe, expect, test } from 'vitest';
import { budgetOf, outlineOf } from '../../../src/experiment/planned.ts';
import { crossChecks } from '../../../src/experiment/cross-checks.ts';
import { parseLink } from '../../../src/experiment/parse-link.ts';
import { dueIn, type Outline, roundOfEvaluation, roundOfStep, updatesIn } from '../../../src/experiment/outline.ts';
import { presets } from '../../../src/experiment/presets.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import type { Settings } from '../../../src/experiment/settings.ts';

const of = (changes: Partial<Settings>): Settings => ({ ...defaultSettings, ...changes });

const baselines: readonly Partial<Settings>[] = [
  { strategy: 'random-shared' },
  { strategy: 'random-scratch' },
  { strategy: 'evolution' },
  { strategy: 'evolution', evolutionFitness: 'alone' },
  { strategy: 'reinforce-scratch' },
];

describe('the budget', () => {
  test('is what ENAS spends: (150 + 15 × 30) steps of 4; 300 updates of 8 and 51 children on 4 batches', () => {
    expect(budgetOf(defaultSettings)).toEqual({ childSteps: 2_400, scoredBatches: 2_604 });
  });

  test.each(baselines)('is the same for %j, unless it is set', (changes) => {
    expect(budgetOf(of(changes))).toEqual(budgetOf(defaultSettings));
    expect(budgetOf(of({ ...changes, budget: 4_800 }))).toEqual({ childSteps: 4_800, scoredBatches: 5_208 });
  });

  test('set, it does not change ENAS', () => {
    expect(budgetOf(of({ budget: 100 }))).toEqual(budgetOf(defaultSettings));
  });
});

describe('the outline', () => {
  test.each([
    [{}, { rounds: 15, steps: 600, evaluationsPerRound: 20 }],
    // 2,604 batches pay for 11 screenings of 100 × 2 + 5 × 4.
    [{ strategy: 'random-shared' }, { rounds: 1, warmUpSteps: 0, steps: 600, evaluationsPerRound: 1_100 }],
    [{ strategy: 'random-scratch' }, { rounds: 1, steps: 0, evaluationsPerRound: 40 }],
    [{ strategy: 'evolution' }, { rounds: 15, warmUpSteps: 150, steps: 600, evaluationsPerRound: 80 }],
    [
      { strategy: 'evolution', evolutionFitness: 'alone' },
      { rounds: 1, steps: 0, evaluationsPerRound: 40 },
    ],
    [{ strategy: 'reinforce-scratch' }, { rounds: 5, steps: 0, evaluationsPerRound: 8 }],
    [
      { strategy: 'evolution', budget: 1_000 },
      { rounds: 4, steps: 250, evaluationsPerRound: 80 },
    ],
  ] as const)('of %j', (changes, expected) => {
    expect(outlineOf(of(changes))).toMatchObject(expected);
  });

  test.each(presets.flatMap(({ id, settings }) => baselines.map((changes) => [id, changes, settings] as const)))(
    'every preset can be searched by any strategy: %s, %j',
    (_, changes, settings) => {
      expect(crossChecks({ ...settings, ...changes })).toEqual([]);
    },
  );

  test('policy updates are counted by what each learns from', () => {
    expect(updatesIn(outlineOf(defaultSettings))).toBe(300);
    expect(updatesIn(outlineOf(of({ strategy: 'reinforce-scratch' })))).toBe(5);
    expect(updatesIn(outlineOf(of({ strategy: 'evolution' })))).toBe(0);
  });
});

describe('what is due', () => {
  const outline: Outline = {
    rounds: 2,
    warmUpSteps: 2,
    steps: 8,
    stepsPerRound: 3,
    evaluationsPerRound: 2,
    evaluationsPerUpdate: 1,
  };

  /** What is done from given counts on, in order, as `w` and `e` with the round. */
  function follow(of: Outline, steps: number, evaluations: number): string {
    const made: string[] = [];
    for (;;) {
      const { what, round } = dueIn(of, { steps, evaluations });
      if (what === 'done') return made.join(' ');
      made.push(`${what === 'weights' ? 'w' : 'e'}${round}`);
      if (what === 'weights') steps += 1;
      else evaluations += 1;
    }
  }

  test('a warm-up, then rounds of weight steps and evaluations', () => {
    expect(follow(outline, 0, 0)).toBe('w0 w0 w1 w1 w1 e1 e1 w2 w2 w2 e2 e2');
  });

  test('the last round may be shorter', () => {
    expect(follow({ ...outline, steps: 6 }, 0, 0)).toBe('w0 w0 w1 w1 w1 e1 e1 w2 e2 e2');
  });

  test('what is taken out of turn fills the quotas of its round', () => {
    expect(follow(outline, 1, 1)).toBe('w0 w1 w1 w1 e1 w2 w2 w2 e2 e2');
    expect(follow(outline, 6, 0)).toBe('e1 e1 w2 w2 e2 e2');
    expect(follow(outline, 3, 4)).toBe('w1 w1 w2 w2 w2');
    expect(follow(outline, 9, 9)).toBe('');
  });

  test('rounds of steps and evaluations, at most the last', () => {
    expect([1, 2, 3, 5, 6, 8, 9].map((step) => roundOfStep(outline, step))).toEqual([0, 0, 1, 1, 2, 2, 2]);
    expect([1, 2, 3, 4, 5].map((one) => roundOfEvaluation(outline, one))).toEqual([1, 1, 2, 2, 2]);
  });
});

describe('numbers that do not go together', () => {
  test.each([
    [{ strategy: 'random-shared', finalists: 20, screenedChildren: 10 }, 'finalists'],
    [{ strategy: 'evolution', populationSize: 80 }, 'populationSize'],
    [{ strategy: 'evolution', budget: 600 }, 'budget'],
    [{ strategy: 'evolution', evolutionFitness: 'alone', budget: 1_000 }, 'budget'],
    [{ strategy: 'random-scratch', aloneSteps: 2_000, budget: 1_900 }, 'budget'],
    [{ strategy: 'reinforce-scratch', budget: 400 }, 'budget'],
  ] as const)('%j', (changes, key) => {
    expect(crossChecks(of(changes)).map((conflict) => conflict.key)).toEqual([key]);
    expect(crossChecks(of({ ...changes, strategy: 'enas' }))).toEqual([]);
  });

  test('a link in which other settings cause it falls back to its preset as a whole', () => {
    const { settings, problems } = parseLink('#v=1&strategy=random-scratch&rounds=1&steps=1&warm=0&m=1');
    expect(settings).toEqual(defaultSettings);
    expect(problems).toEqual([
      'A budget of 1 (child steps) is less than the 60 that this strategy begins with. Everything is as in the preset.',
    ]);
  });
});
