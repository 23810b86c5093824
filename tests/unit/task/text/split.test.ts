import { describe, expect, test } from 'vitest';
import { grammarTask } from '../../../../src/task/text/grammar-task.ts';
import {
  FEWEST_CHARACTERS,
  ownTextTask,
  problemOfBatches,
  problemOfText,
  trainCharactersOf,
} from '../../../../src/task/text/own.ts';
import { textSplit } from '../../../../src/task/text/split.ts';
import { encode, OTHER, vocabularyOf } from '../../../../src/task/text/vocabulary.ts';

const sentence = 'The quick brown fox jumps over the lazy dog. ';
const long = sentence.repeat(Math.ceil(FEWEST_CHARACTERS / sentence.length) + 1);

const batches = { batch: 32, textSteps: 16 };

describe('vocabulary', () => {
  test('is in the order of code points, rare characters together at its end', () => {
    expect(vocabularyOf('bbbbbaaaaa')).toEqual(['a', 'b']);
    expect(vocabularyOf('bbbbbaaaaacccc')).toEqual(['a', 'b', OTHER]);
  });

  test('has at most 128 characters, the most frequent', () => {
    const many = Array.from({ length: 200 }, (_, i) => String.fromCodePoint(0x400 + i).repeat(5 + i)).join('');
    const vocabulary = vocabularyOf(many);
    expect(vocabulary).toHaveLength(128);
    expect(vocabulary).not.toContain('\u0400');
    expect(vocabulary).toContain(String.fromCodePoint(0x400 + 199));
  });

  test('encodes what it lacks as other, or refuses', () => {
    expect([...encode('abz', ['a', 'b', OTHER])]).toEqual([0, 1, 2]);
    expect(() => encode('abz', ['a', 'b'])).toThrow('“z” is not in the vocabulary');
    expect([...encode('😀a', ['a', OTHER])]).toEqual([1, 0]);
  });
});

describe('splits', () => {
  test('have as many windows as fit with the character after them', () => {
    expect(textSplit(new Uint8Array(9), 4).count).toBe(2);
    expect(textSplit(new Uint8Array(8), 4).count).toBe(1);
    expect(textSplit(new Uint8Array(0), 4).count).toBe(0);
  });

  test('are contiguous and disjoint', async () => {
    const task = ownTextTask(long, batches);
    const parts = [task.train, task.validation, await task.loadTest()];
    const text = parts.flatMap(({ symbols }) => Array.from(symbols, (symbol) => task.classes[symbol])).join('');
    expect(text).toBe(long);
    expect(parts.map(({ symbols }) => Math.round((10 * symbols.length) / long.length))).toEqual([8, 1, 1]);
    expect(task.entropyRate).toBeNull();
  });

  test('of the grammar know its brackets and its entropy', () => {
    const task = grammarTask(32);
    expect(task.classes).toEqual(Array.from(' ()[]{}'));
    expect(task.entropyRate).toBeGreaterThan(0.9);
  });
});

describe('a text of one’s own', () => {
  test.each([
    ['nothing', '', 'no text yet'],
    ['only white space', ' \n\t', 'no text yet'],
    ['a word', 'short', 'has 5 characters; it takes at least 20\u2009000'],
    ['a program', `\0${long}`, 'null characters'],
    ['characters of two code units', '🙂🙃'.repeat(FEWEST_CHARACTERS / 4), 'has 10\u2009000 characters'],
    ['one character', 'a'.repeat(FEWEST_CHARACTERS), 'one character again and again'],
    ['too much', 'ab'.repeat(1_000_001), 'at most 2\u2009000\u2009000'],
    [
      'every sign once',
      Array.from({ length: FEWEST_CHARACTERS }, (_, i) => String.fromCodePoint(0x4e00 + i)).join(''),
      'too rare',
    ],
  ])('%s is refused', (_, text, reason) => {
    expect(problemOfText(text)).toContain(reason);
    expect(() => ownTextTask(text, batches)).toThrow(reason);
  });

  test('is taken with either kind of line end, as the same text', () => {
    const lines = `${sentence}\r\n`.repeat(600);
    expect(problemOfText(lines)).toBeNull();
    expect(ownTextTask(lines, batches).train.symbols).toEqual(
      ownTextTask(lines.replaceAll('\r', ''), batches).train.symbols,
    );
  });

  test('is refused where batches leave its streams too short, with what would do', () => {
    const short = sentence.repeat(500).slice(0, FEWEST_CHARACTERS);
    const trains = trainCharactersOf(short);
    expect(trains).toBe(16_000);
    expect(problemOfBatches(trains, { batch: 128, textSteps: 64 })).toBe(
      'The text has 249 windows of 64 characters to train on; a batch of 128 takes 512, 4 for each text in it to go on through. Make batches of at most 62, shorter windows, or a text 2.1 times as long.',
    );
    expect(() => ownTextTask(short, { batch: 128, textSteps: 64 })).toThrow('249 windows');
    expect(problemOfBatches(trains, { batch: 62, textSteps: 64 })).toBeNull();
    expect(problemOfBatches(trains, { batch: 63, textSteps: 64 })).not.toBeNull();
    expect(problemOfBatches(0, batches)).not.toBeNull();
  });
});
