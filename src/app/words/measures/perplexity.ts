import { perplexity as measure } from '../../../experiment/measures/perplexity.ts';
import { testScoreOf } from '../../../experiment/score.ts';
import { fixed } from '../numbers.ts';
import { marked, plain } from '../sentence.ts';
import type { MeasureWords } from './measure-words.ts';

/** Words for a perplexity: 2.714, the lower the better. */
export const perplexity: MeasureWords = {
  capital: 'Perplexity',
  lead: 'perplexity ',
  yours: 'Perplexity of yours: ',
  untrained: [2, 8],
  inPoints: false,
  value: (value) => fixed(value, 3),
  short: (value) => fixed(value, 2),
  curve: (value) => fixed(value, 2),
  axis: (value) => fixed(value, 1),
  tick: (value) => fixed(value, 2),
  margin: (values) => 0.005 * Math.min(...values),
  score: (value, examples) => [plain('perplexity '), marked(value), plain(` on ${examples}`)],
  tested: (value, examples) => `perplexity ${value}, ${examples}`,
  child: (child, examples) => `perplexity ${fixed(measure.of(child), 2)} on ${examples}`,
  step: ({ loss }) => `, perplexity ${fixed(Math.exp(loss), 2)}.`,
  beside: () => 'lower is better',
  handMade(derived, handMade, design) {
    const ours = measure.of(testScoreOf(derived));
    const theirs = measure.of(testScoreOf(handMade));
    const percent = 100 * Math.abs(ours / theirs - 1);
    return (
      `Its perplexity is ${fixed(percent, 1)} % ${ours < theirs ? 'below' : 'above'} that of the hand-made ${design}; ` +
      'each was trained once, so that may be chance.'
    );
  },
  sharedAxis: { label: 'shared perplexity', of: (score) => measure.of(score) },
  shared: (score) => `perplexity ${fixed(measure.of(score), 2)}`,
  isReward: (reward) => reward !== 'accuracy',
};
