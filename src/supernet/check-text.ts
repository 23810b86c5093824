import type { Split, SplitData, TextSplit } from '../task/task.ts';

/** The text of a split. Throws a `RangeError` if it is none, or does not fit a network of these steps and characters. */
export function checkedText(
  split: Split,
  data: SplitData,
  { steps, vocabulary }: { readonly steps: number; readonly vocabulary: number },
): TextSplit {
  if (data.kind !== 'text') throw new RangeError(`The ${split} examples are no text.`);
  if (data.steps !== steps || data.symbols.length < data.count * steps + 1) {
    throw new RangeError(`The ${split} text is not ${data.count} windows of ${steps} characters.`);
  }
  if (data.symbols.some((symbol) => symbol >= vocabulary)) {
    throw new RangeError(`The ${split} text has a character beyond ${vocabulary - 1}.`);
  }
  return data;
}
