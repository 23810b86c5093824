import { expect, test } from 'vitest';
import { nextDue, roundOfStep, roundOfUpdate } from '../../../src/search/agenda.ts';
import { settingsFor } from './fakes.ts';

const settings = settingsFor({ warmUpSteps: 2, rounds: 2, stepsPerRound: 3, updatesPerRound: 2 });

/** What is done from given counts on, in order, as `w` and `p` with the round. */
function follow(steps: number, updates: number): string {
  const made: string[] = [];
  for (;;) {
    const { what, round } = nextDue(settings, { steps, updates });
    if (what === 'done') return made.join(' ');
    made.push(`${what === 'weights' ? 'w' : 'p'}${round}`);
    if (what === 'weights') steps += 1;
    else updates += 1;
  }
}

test('a warm-up, then rounds of weight steps and policy updates', () => {
  expect(follow(0, 0)).toBe('w0 w0 w1 w1 w1 p1 p1 w2 w2 w2 p2 p2');
});

test('steps taken out of turn fill the quotas of their rounds', () => {
  expect(follow(1, 1)).toBe('w0 w1 w1 w1 p1 w2 w2 w2 p2 p2');
  expect(follow(6, 0)).toBe('p1 p1 w2 w2 p2 p2');
  expect(follow(3, 4)).toBe('w1 w1 w2 w2 w2');
  expect(follow(9, 9)).toBe('');
});

test('rounds of steps and updates, at most the last', () => {
  expect([1, 2, 3, 5, 6, 8, 9].map((step) => roundOfStep(settings, step))).toEqual([0, 0, 1, 1, 2, 2, 2]);
  expect([1, 2, 3, 4, 5].map((update) => roundOfUpdate(settings, update))).toEqual([1, 1, 2, 2, 2]);
});
