import type { Page } from 'playwright';
import type { RandomStream } from '../../src/math/random.ts';

/** How a trial ended well: the input was refused in a sentence, taken as it is, or the page went on as if undisturbed. */
export const verdicts = ['refused', 'accepted', 'recovered'] as const;
export type Verdict = (typeof verdicts)[number];

/** Something was lost, half applied or left hanging; anything else thrown is as bad. */
export class Fault extends Error {}

/** One kind of trial on texts from outside, in Node. One file each, and a line in `parts.ts`. */
export interface TextPart {
  readonly id: string;
  /** One trial, wholly determined by `random`. Throws where something is lost. */
  trial(random: RandomStream): Verdict;
}

/** One kind of trial on the built page, in a browser. */
export interface PagePart {
  readonly id: string;
  /** Whether WebGPU is needed; all else is quicker without. */
  readonly graphics: boolean;
  /** One trial on a page that nothing has been opened in; `address` is that of the built page, without a fragment. */
  trial(page: Page, address: string, random: RandomStream): Promise<Verdict>;
}

/** Throws a `Fault` with the sentence unless the condition holds. */
export function hold(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Fault(sentence);
}

/** A refusal or complaint that people read: something, and not a page of it. */
export function holdSentence(sentence: string): void {
  hold(sentence.trim() !== '', 'refused without a word');
  hold(sentence.length <= LONGEST_SENTENCE, `a refusal of ${sentence.length} characters: ${sentence.slice(0, 200)}…`);
}
const LONGEST_SENTENCE = 1_200;
