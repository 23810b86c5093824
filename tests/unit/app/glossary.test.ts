import { describe, expect, test } from 'vitest';
import { type EntryId, explainedIn } from '../../../src/app/words/glossary.ts';
import { meanings } from '../../../src/app/words/meanings.ts';

const entriesOf = (text: string) =>
  explainedIn(text, new Set()).flatMap(({ text: word, entry }) => (entry === null ? [] : [[word, entry]]));

describe('words that explain themselves', () => {
  test.each<[string, readonly (readonly [string, EntryId])[]]>([
    ['child 12 · log π = −22.3', [['log π', 'logPi']]],
    ['.021 above the baseline, so its choices became likelier', [['baseline', 'baseline']]],
    [
      'Warm-up: shared weights learn from train images',
      [
        ['Warm-up', 'warmUp'],
        ['shared weights', 'sharedWeights'],
      ],
    ],
    ['minus cross-entropy, 64 validation images', [['cross-entropy', 'crossEntropy']]],
    ['nats, both cells', [['nats', 'nats']]],
    ['Deriving: 3 of 30 children scored', [['Deriving', 'derive']]],
    [
      'better than 5 of 5 random ones (p = 1/6, a hint, not a finding); trivial .81',
      [
        ['p', 'p'],
        ['trivial', 'trivial'],
      ],
    ],
    ['Kendall τ = .56', [['Kendall τ', 'tau']]],
    ['budget 24 child steps', [['child steps', 'childStep']]],
  ])('in “%s”', (text, entries) => {
    expect(entriesOf(text)).toEqual(entries);
    expect(
      explainedIn(text, new Set())
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  test('a word is marked where it stands first', () => {
    expect(entriesOf('nats are nats')).toEqual([['nats', 'nats']]);
    expect(explainedIn('nats', new Set<EntryId>(['nats']))).toEqual([{ text: 'nats', entry: null }]);
  });

  test('an explanation is short, ends as a sentence and is of one thing', () => {
    const all = Object.values(meanings);
    for (const { name, meaning } of all) {
      expect(meaning.length, name).toBeLessThanOrEqual(260);
      expect(meaning, name).toMatch(/\.$/);
    }
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
