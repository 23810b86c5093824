import { describe, expect, test } from 'vitest';
import { grammarEntropyRate, grammarText } from '../../../../src/task/text/grammar.ts';

const DEPTH = 4;
const KINDS = 3;

/** Nats that the grammar itself spends on a text: what the best of all predictors pays, character by character. */
function informationOf(text: string): number {
  let nats = 0;
  const open: string[] = [];
  for (const character of text) {
    const opens = '([{'.includes(character);
    if (open.length > 0 && open.length < DEPTH) nats += Math.LN2;
    if (opens) {
      nats += Math.log(KINDS);
      open.push({ '(': ')', '[': ']', '{': '}' }[character] ?? '');
    } else if (character !== ' ') {
      expect(open.pop()).toBe(character);
    }
  }
  return nats;
}

/** Perplexity of a predictor that knows the frequencies after every `order` characters, on the text that it has seen. */
function blockPerplexity(text: string, order: number): number {
  const sights = new Map<string, Map<string, number>>();
  for (let at = order; at < text.length; at++) {
    const before = text.slice(at - order, at);
    const next = sights.get(before) ?? new Map<string, number>();
    next.set(text.charAt(at), (next.get(text.charAt(at)) ?? 0) + 1);
    sights.set(before, next);
  }
  let nats = 0;
  for (const next of sights.values()) {
    const total = [...next.values()].reduce((sum, count) => sum + count, 0);
    for (const count of next.values()) nats -= count * Math.log(count / total);
  }
  return Math.exp(nats / (text.length - order));
}

describe('the bracket grammar', () => {
  const text = grammarText(100_000);

  test('has the entropy rate that it says', () => {
    // 6 ln 2 + 4 ln 3 nats in 9 characters.
    expect(grammarEntropyRate()).toBeCloseTo((6 * Math.LN2 + 4 * Math.log(3)) / 9, 12);
    // The standard error over 11,000 words is about .3 %.
    expect(informationOf(text) / text.length / grammarEntropyRate()).toBeCloseTo(1, 2);
  });

  test('cannot be learned from the last few characters', () => {
    const best = Math.exp(grammarEntropyRate());
    expect(best).toBeCloseTo(2.587, 3);
    expect(blockPerplexity(text, 0)).toBeGreaterThan(2.5 * best);
    expect(blockPerplexity(text, 1)).toBeGreaterThan(1.6 * best);
    expect(blockPerplexity(text, 2)).toBeGreaterThan(1.6 * best);
    expect(blockPerplexity(text, 4)).toBeGreaterThan(1.25 * best);
  });

  test('is the same text every time, a longer one begins with a shorter', () => {
    expect(grammarText(60)).toBe(text.slice(0, 60));
    expect(text).toHaveLength(100_000);
  });
});
