import { describe, expect, test } from 'vitest';
import { readOrder } from '../../../scripts/campaign/order.ts';
import { hold, type TextPart } from '../../../scripts/campaign/part.ts';
import { textParts } from '../../../scripts/campaign/parts/parts.ts';
import { figuresTable, runTextPart, type Until } from '../../../scripts/campaign/run.ts';
import { UsageError } from '../../../scripts/command-line.ts';

const trials = (count: number): Until => ({ trials: count, time: Infinity });

/** The short form of the campaign: as many trials as a few seconds allow, with the same seeds every time. */
describe('nothing from outside is lost, half applied or answered without a sentence', () => {
  const lighter: Readonly<Record<string, number>> = { texts: 40 };

  test.each(textParts)('$id', async (part) => {
    const told: string[] = [];
    const count = lighter[part.id] ?? 400;
    const figures = await runTextPart(part, 1, trials(count), (line) => told.push(line));
    expect(told).toEqual([]);
    expect(figures).toMatchObject({ id: part.id, tried: count, lost: 0 });
    expect(figures.refused).toBeGreaterThan(0);
    expect(figures.accepted).toBeGreaterThan(0);
  });
});

describe('a part’s trials', () => {
  const odd: TextPart = {
    id: 'odd',
    trial(random) {
      const value = random.integer(1_000);
      hold(value % 2 === 0, `${value} is odd`);
      return 'accepted';
    },
  };

  test('are counted, and what is lost is told with the seed that shows it again', async () => {
    const told: string[] = [];
    const figures = await runTextPart(odd, 5, trials(50), (line) => told.push(line));
    expect(figures.accepted + figures.lost).toBe(50);
    expect(told).toHaveLength(figures.lost);
    const [first = ''] = told;
    const [, seed = ''] = /--only odd --seed (\d+) --trials 1$/.exec(first) ?? [];
    const again: string[] = [];
    await runTextPart(odd, Number(seed), trials(1), (line) => again.push(line));
    expect(again).toEqual([first]);
  });

  test('end with their time, but not before the first', async () => {
    const figures = await runTextPart(odd, 5, { trials: Infinity, time: 0 }, () => undefined);
    expect(figures.tried).toBe(1);
  });

  test('are summed up in a table', () => {
    const figures = { refused: 1, accepted: 2, recovered: 3, lost: 4 };
    const table = figuresTable([
      { id: 'a', tried: 10, ...figures },
      { id: 'b', tried: 10, ...figures },
    ]);
    expect(table.split('\n').map((line) => line.trim().split(/\s+/))).toEqual([
      ['tried', 'refused', 'accepted', 'recovered', 'lost'],
      ['a', '10', '1', '2', '3', '4'],
      ['b', '10', '1', '2', '3', '4'],
      ['all', '20', '2', '4', '6', '8'],
    ]);
  });
});

describe('the order of a campaign', () => {
  test('is everything for a minute, seeded by the clock, where nothing is asked for', () => {
    expect(readOrder([], 7)).toMatchObject({ minutes: 1, seed: 7, trials: Infinity });
  });

  test('takes parts, minutes, a seed and a number of trials', () => {
    const args = ['--only', 'links,texts', '--minutes', '0.5', '--seed', '3', '--trials', '9'];
    expect(readOrder(args, 7)).toEqual({ parts: ['links', 'texts'], minutes: 0.5, seed: 3, trials: 9 });
  });

  test.each([
    ['--minutes', '0'],
    ['--minutes', '1e9'],
    ['--seed', '-1'],
    ['--seed', '1.5'],
    ['--trials', 'many'],
    ['--only', 'links,bogus'],
    ['--bogus', '1'],
  ])('%s %s is refused', (...args) => {
    expect(() => readOrder(args, 7)).toThrow(UsageError);
  });
});
