import {
  FEWEST_CHARACTERS,
  ownTextTask,
  problemOfBatches,
  problemOfText,
  trainCharactersOf,
} from '../../../src/task/text/own.ts';
import { mutateText, pick } from '../mutate.ts';
import { hold, holdSentence, type TextPart } from '../part.ts';

const sources = [
  'the quick brown fox jumps over the lazy dog\n',
  '01',
  'Ωμέγα και ἄλφα ',
  '漢字かな交じり文',
  '\u0000\u0001',
];

export const texts: TextPart = {
  id: 'texts',
  trial(random) {
    const source = pick(sources, random);
    const length = pick([0, 100, FEWEST_CHARACTERS - 1, FEWEST_CHARACTERS, 3 * FEWEST_CHARACTERS], random);
    const text = mutateText(source.repeat(Math.ceil(length / source.length)).slice(0, length), random);
    const batches = { batch: 8 * (1 + random.integer(16)), textSteps: 8 * (1 + random.integer(8)) };
    const problem = problemOfText(text) ?? problemOfBatches(trainCharactersOf(text), batches);
    if (problem !== null) {
      holdSentence(problem);
      return 'refused';
    }
    const { train, validation } = ownTextTask(text, batches);
    hold(train.count > 0 && validation.count > 0, 'a text was taken that has no window');
    return 'accepted';
  },
};
