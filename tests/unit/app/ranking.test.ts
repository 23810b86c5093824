import { describe, expect, test } from 'vitest';
import { estimateWords, rankingSentence } from '../../../src/app/words/ranking.ts';
import { textOf } from '../../../src/app/words/sentence.ts';
import { measureOf } from '../../../src/experiment/task-kind.ts';
import type { Agreement, Predictor } from '../../../src/experiment/studies/ranking.ts';

const estimate = (value: number | null, low: number | null = null, high: number | null = null) => ({
  value,
  low,
  high,
});
const nothing = estimate(null);

function agreement(predictor: Predictor, tau = nothing, fixing = nothing): Agreement {
  return { predictor, tau, rho: nothing, tauFixingCounted: predictor === 'counted' ? null : fixing };
}

const said = (agreements: readonly Agreement[]) =>
  textOf(rankingSentence(agreements, 10, measureOf({ family: 'micro' }), 'convolutions'));

test('an estimate is a number with its interval, or a dash', () => {
  expect(estimateWords(estimate(0.56, 0.1, 0.81))).toBe('.56 [.10, .81]');
  expect(estimateWords(estimate(-0.2, -0.5, 0.1))).toBe('−.20 [−.50, .10]');
  expect(estimateWords(estimate(0.56))).toBe('.56');
  expect(estimateWords(nothing)).toBe('–');
});

describe('the ranking study says no more than its intervals', () => {
  test.each([
    [estimate(0.3, -0.1, 0.6), 'so few cannot tell it from no order at all'],
    [estimate(0.5, 0.1, 0.8), 'sharing ranks them right more often than not'],
    [estimate(0.8, 0.6, 0.9), 'sharing ranks them well'],
    [estimate(-0.5, -0.8, -0.1), 'sharing ranks them the wrong way round'],
    [estimate(0.9), 'too few children to say how sure that is'],
  ])('%j', (tau, verdict) => {
    expect(said([agreement('loss', tau)])).toBe(
      `Kendall τ of minus shared loss with accuracy trained alone, 10 children: ${estimateWords(tau)}: ${verdict}.`,
    );
  });

  test('beside it stands what counting convolutions does, and what is left with their number fixed', () => {
    const loss = agreement('loss', estimate(0.6, 0.2, 0.8), estimate(0.35, -0.1, 0.6));
    expect(said([loss, agreement('counted', estimate(0.7, 0.4, 0.9))])).toMatch(
      / Just counting convolutions gives \.70, no worse\. With their number held fixed, sharing keeps \.35, which may be chance\.$/,
    );
    const sure = agreement('loss', estimate(0.6, 0.2, 0.8), estimate(0.35, 0.1, 0.6));
    expect(said([sure, agreement('counted', estimate(0.2, -0.1, 0.5))])).toMatch(
      / Just counting convolutions gives \.20\. With their number held fixed, sharing keeps \.35\.$/,
    );
  });

  test('without an order there is nothing to say', () => {
    expect(said([agreement('loss')])).toMatch(/nothing can be said about sharing/);
  });
});
