import { describe, expect, it } from 'vitest';
import { standardError } from '../../../src/app/words/measures/accuracy.ts';
import { rankSentence, verdict, verdictSentence } from '../../../src/app/words/rank.ts';
import { accuracy } from '../../../src/experiment/measures/accuracy.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import { perplexity } from '../../../src/experiment/measures/perplexity.ts';
import { textOf } from '../../../src/app/words/sentence.ts';
import type { RankTest, RetrainedCell } from '../../../src/experiment/studies/retraining.ts';

const rank = (better: number, of: number): RankTest => ({ better, of, p: (of - better + 1) / (of + 1) });

const cell = (role: RetrainedCell['role'], testAccuracy: number): RetrainedCell => ({
  role,
  architecture: [],
  testAccuracy,
  testCrossEntropy: 1,
  testImages: 2_000,
  trainLoss: 1,
  parameters: 1,
  multiplyAdds: 1,
  hasConvolution: true,
});

const ofImages = (...parts: readonly [RankTest, RankTest | null, readonly RetrainedCell[]]) =>
  rankSentence(...parts, 'cell', accuracy);

describe('the rank sentence', () => {
  it('never claims more than the exact rank test allows', () => {
    expect(verdict(rank(18, 19))).toBe('a hint, not a finding');
    expect(verdict(rank(7, 8))).toBe('chance alone could give this');
    expect(verdict(rank(4, 8))).toBe('no better than chance here');
    expect(verdict(rank(0, 8))).toBe('no better than chance here');
    expect(verdict(rank(8, 8))).toBe('a hint, not a finding');
    expect(verdict(rank(19, 19))).toBe('chance alone would seldom do as well');
  });

  it('tells p as the fraction it is, and the budget', () => {
    expect(textOf(ofImages(rank(18, 19), null, []))).toBe(
      'Better than 18 of 19 random cells, p = 2/20 = 0.10: a hint, not a finding.' +
        ' Every cell had the same budget; test was looked at once.',
    );
    expect(textOf(ofImages(rank(1, 1), null, []))).toContain('1 of 1 random cell, p = 1/2 = 0.50');
  });

  it('adds the rank among cells with a convolution only where it is another one', () => {
    expect(textOf(ofImages(rank(7, 8), rank(6, 7), []))).toContain(
      'Among those with a convolution, 6 of 7 (p = 2/8 = 0.25).',
    );
    expect(textOf(ofImages(rank(7, 8), rank(7, 8), []))).not.toContain('convolution');
  });

  it('says whether the hand-made cell is told apart from noise', () => {
    const close = ofImages(rank(7, 8), null, [cell('derived', 0.8), cell('hand-made', 0.805)]);
    expect(textOf(close)).toContain('as good within the noise (± 1.3 points)');
    const behind = ofImages(rank(7, 8), null, [cell('derived', 0.7), cell('hand-made', 0.8)]);
    expect(textOf(behind)).toContain('The hand-made cell beats it by 10.0 points.');
    const ahead = ofImages(rank(7, 8), null, [cell('derived', 0.9), cell('hand-made', 0.8)]);
    expect(textOf(ahead)).toContain('It beats the hand-made cell by 10.0 points.');
  });

  it('judges text by its perplexity, and claims no noise that one training cannot know', () => {
    const cells = [
      { ...cell('derived', 0.4), testCrossEntropy: Math.log(2.7) },
      { ...cell('hand-made', 0.5), testCrossEntropy: Math.log(3) },
    ];
    expect(textOf(rankSentence(rank(3, 4), null, cells, 'cell', perplexity))).toBe(
      'Better than 3 of 4 random cells by perplexity, p = 2/5 = 0.40: chance alone could give this.' +
        ' Its perplexity is 10.0 % below that of the hand-made cell; each was trained once, so that may be chance.' +
        ' Every cell had the same budget; test was looked at once.',
    );
  });

  it('says nothing about chance without random cells', () => {
    expect(textOf(ofImages(rank(0, 0), null, []))).toContain('nothing can be said about chance');
  });

  it('has the binomial standard error of a difference', () => {
    expect(standardError(0.5, 0.5, 200)).toBeCloseTo(0.05, 12);
  });
});

describe('the verdict', () => {
  const settings = defaultSettings;

  it('names every control, the trivial one and the person’s own too, and that each was trained once', () => {
    const cells = [cell('derived', 0.884), cell('hand-made', 0.904), cell('trivial', 0.861), cell('random', 0.85)];
    expect(textOf(verdictSentence(cells, rank(5, 5), settings))).toBe(
      'The found cell: .8840 on test, better than 5 of 5 random ones (p = 1/6, a hint, not a finding);' +
        ' the hand-made one .9040, the trivial one .8610. Each was trained once.',
    );
    expect(textOf(verdictSentence([...cells, cell('own', 0.9)], rank(5, 5), settings))).toContain(', yours .9000.');
  });

  it('calls a child that no search found the chosen one', () => {
    const cells = [cell('chosen', 0.884), cell('hand-made', 0.904)];
    expect(textOf(verdictSentence(cells, rank(5, 5), settings))).toMatch(/^The chosen cell: \.8840 on test, better/);
    expect(textOf(ofImages(rank(7, 8), null, cells))).toContain('The hand-made cell beats it by 2.0 points.');
  });

  it('says so where there was no random one', () => {
    expect(textOf(verdictSentence([cell('derived', 0.8)], rank(0, 0), settings))).toBe(
      'The found cell: .8000 on test, no random one beside it. Each was trained once.',
    );
  });
});
