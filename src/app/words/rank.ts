import type { Measure } from '../../experiment/measures/measures.ts';
import { testScoreOf } from '../../experiment/score.ts';
import type { Settings } from '../../experiment/settings.ts';
import { candidateOf, type RankTest, type RetrainedCell } from '../../experiment/studies/retraining.ts';
import { measureOf } from '../../experiment/task-kind.ts';
import { measureWords } from './measures/measures.ts';
import { designOf } from './examples.ts';
import { measured } from './measure.ts';
import { fixed } from './numbers.ts';
import { marked, plain, strong, type Sentence } from './sentence.ts';

/** What a p value of the exact rank test allows to be said. Small n can never give a finding (1/(n + 1) > .05). */
export function verdict(rank: RankTest): string {
  if (rank.better * 2 <= rank.of) return 'no better than chance here';
  if (rank.p <= 0.05) return 'chance alone would seldom do as well';
  if (rank.p <= 0.2) return 'a hint, not a finding';
  return 'chance alone could give this';
}

function p(rank: RankTest): string {
  const asGood = rank.of - rank.better + 1;
  return `p = ${asGood}/${rank.of + 1} = ${fixed(rank.p, 2)}`;
}

/** Where the derived or chosen cell (or whatever was designed) stands among random ones, and no more than that. */
export function rankSentence(
  rank: RankTest,
  withConvolution: RankTest | null,
  cells: readonly RetrainedCell[],
  design: 'cell' | 'network',
  measure: Measure,
): Sentence {
  if (rank.of === 0) return [plain(`No random ${design} was trained beside it, so nothing can be said about chance.`)];
  const randoms = `random ${design}${rank.of === 1 ? '' : 's'}`;
  const by = measure.lowerIsBetter ? ` by ${measure.name}` : '';
  const head = `Better than ${rank.better} of ${rank.of} ${randoms}${by}, ${p(rank)}:`;
  const pieces = [strong(head), plain(` ${verdict(rank)}.`)];
  if (withConvolution !== null && withConvolution.of > 0 && withConvolution.of < rank.of) {
    pieces.push(
      plain(
        ` Among those with a convolution, ${withConvolution.better} of ${withConvolution.of} (${p(withConvolution)}).`,
      ),
    );
  }
  const handMade = handMadeSentence(cells, design, measure);
  if (handMade !== null) pieces.push(plain(` ${handMade}`));
  pieces.push(plain(` Every ${design} had the same budget; test was looked at once.`));
  return pieces;
}

/** p as the fraction it is, and what it allows to be said: “p = 1/6, a hint, not a finding”. */
export function chanceWords({ better, of }: Pick<RankTest, 'better' | 'of'>): string {
  const asGood = of - better + 1;
  return `p = ${asGood}/${of + 1}, ${verdict({ better, of, p: asGood / (of + 1) })}`;
}

/**
 * The same as one large sentence: what was found or chosen, every control beside it, and that each was trained once, so that another
 * start could put near ones in another order.
 */
export function verdictSentence(cells: readonly RetrainedCell[], rank: RankTest, settings: Settings): Sentence {
  const measure = measureOf(settings);
  const valueOf = (cell: RetrainedCell) => measured(measure, measure.of(testScoreOf(cell)), cell.testImages);
  const candidate = candidateOf(cells);
  if (candidate === undefined) return [];
  const against =
    rank.of === 0
      ? 'no random one beside it'
      : `better than ${rank.better} of ${rank.of} random ones (${chanceWords(rank)})`;
  const others = controlNames.flatMap(([role, name]) => {
    const values = cells.filter((cell) => cell.role === role).map(valueOf);
    return values.length === 0 ? [] : [`${name} ${values.join(', ')}`];
  });
  return [
    plain(
      `The ${candidate.role === 'derived' ? 'found' : 'chosen'} ${designOf(settings.family)}: ${measure.lowerIsBetter ? `${measure.name} ` : ''}`,
    ),
    marked(valueOf(candidate)),
    plain(' on test, '),
    strong(against),
    plain(`${others.length === 0 ? '' : `; ${others.join(', ')}`}. Each was trained once.`),
  ];
}

const controlNames = [
  ['hand-made', 'the hand-made one'],
  ['trivial', 'the trivial one'],
  ['own', 'yours'],
] as const;

function handMadeSentence(cells: readonly RetrainedCell[], design: string, measure: Measure): string | null {
  const candidate = candidateOf(cells);
  const handMade = cells.find((cell) => cell.role === 'hand-made');
  if (candidate === undefined || handMade === undefined) return null;
  return measureWords(measure).handMade(candidate, handMade, design);
}
