import type { Measure } from '../../experiment/measures/measures.ts';
import type { RankTest, RetrainedCell } from '../../experiment/studies/retraining.ts';
import { measureWords } from './measures/measures.ts';
import { fixed } from './numbers.ts';
import { plain, strong, type Sentence } from './sentence.ts';

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

/** Where the derived cell (or whatever was designed) stands among random ones, and no more than that. */
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

function handMadeSentence(cells: readonly RetrainedCell[], design: string, measure: Measure): string | null {
  const derived = cells.find((cell) => cell.role === 'derived');
  const handMade = cells.find((cell) => cell.role === 'hand-made');
  if (derived === undefined || handMade === undefined) return null;
  return measureWords(measure).handMade(derived, handMade, design);
}
