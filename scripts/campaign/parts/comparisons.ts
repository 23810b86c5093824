import { comparisonText, looksLikeComparison, parseComparison } from '../../../src/experiment/comparison-record.ts';
import { mutateJson, mutateText, pick } from '../mutate.ts';
import { hold, holdSentence, type TextPart } from '../part.ts';
import { storedComparisons } from '../stored.ts';

export const comparisons: TextPart = {
  id: 'comparisons',
  trial(random) {
    const text = pick(storedComparisons, random);
    const mutated =
      random.integer(4) === 0 ? mutateText(text, random) : JSON.stringify(mutateJson(JSON.parse(text), random));
    looksLikeComparison(mutated);
    const read = parseComparison(mutated);
    if (!read.ok) {
      holdSentence(read.sentence);
      return 'refused';
    }
    if (read.notes.length > 0) holdSentence(read.notes.join(' '));
    const written = comparisonText(read.record);
    const again = parseComparison(written);
    hold(again.ok && comparisonText(again.record) === written, 'what was opened is not written as it was read');
    return 'accepted';
  },
};
