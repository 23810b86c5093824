import { capital } from './capital.ts';
import { leastSignP } from '../math/sign-test.ts';
import type { Measure } from './measures/measures.ts';
import type { ComparisonSummary, Duel, Spread, VariantSummary } from './comparison-summary.ts';

/** How unlikely chance must be before a result is called a finding. */
const LEVEL = 0.05;

/** Why nothing is said at matched multiply–adds where no child is cheaper than another. */
const SAME_COST = 'Every child of this space takes the same multiply–adds, so there is nothing to match.';

/** A part of one in three digits, with its spread over seeds: “.884 ± .006”. */
export function spreadInWords(spread: Spread | null): string {
  if (spread === null) return '–';
  return spread.deviation === null ? part(spread.mean, 3) : `${part(spread.mean, 3)} ± ${part(spread.deviation, 3)}`;
}

/** Wins, losses and ties of the first of a duel: “4 to 1”, “3 to 1, 1 tie”. */
export function winsInWords({ test }: Duel): string {
  const ties = test.ties === 0 ? '' : test.ties === 1 ? ', 1 tie' : `, ${test.ties} ties`;
  return `${test.wins} to ${test.losses}${ties}`;
}

/** What a comparison allows to be said, and no more: sentence by sentence, the most important first. */
export function verdictOf(summary: ComparisonSummary): readonly string[] {
  const { comparison, measure, costsDiffer, finished, variants, duels, matchedDuels } = summary;
  if (duels.length === 0) {
    return ['Nothing can be said before two of them have a trained child of the same seed.'];
  }
  if (!finished) return [standingSentence(summary)];
  const sentences =
    comparison.base.compareAlong === 'lambda'
      ? [tradeoffSentence(variants, measure)]
      : [
          sentenceOf(summary, duels, 'derived'),
          limits(duels),
          costsDiffer ? sentenceOf(summary, matchedDuels, 'matched') : SAME_COST,
        ];
  return [...sentences, controlSentence(summary)].filter((sentence) => sentence !== '');
}

/** How far it is, in the order of the searches: with seeds to come, none is ahead. */
function standingSentence({ comparison, sharedSeeds, variants, measure }: ComparisonSummary): string {
  const means = variants.map(({ words, tested }) => `${words} ${spreadInWords(tested)}`);
  const over = sharedSeeds === 1 ? 'the one seed' : `the ${sharedSeeds} seeds`;
  return `So far, over ${over} of ${comparison.seeds.length} that all have, mean test ${measure.name}: ${list(means)}. What that says is told when all are done.`;
}

/** What a price of work did: its outcomes are not better or worse than each other, but cheaper and less accurate. */
function tradeoffSentence(variants: readonly VariantSummary[], { name }: Measure): string {
  const done = variants.filter(({ tested, multiplyAdds }) => tested !== null && multiplyAdds !== null);
  const [first, last] = [done[0], done.at(-1)];
  if (first === undefined || last === undefined || first === last) return '';
  const change = (last.multiplyAdds?.mean ?? 0) / (first.multiplyAdds?.mean ?? 1) - 1;
  const percent = `${Math.abs(Math.round(change * 100))} % ${change > 0 ? 'more' : 'fewer'}`;
  return `From ${first.words} to ${last.words} the derived child has ${percent} multiply–adds on average; its test ${name} goes from ${spreadInWords(first.tested)} to ${spreadInWords(last.tested)}.`;
}

function sentenceOf(
  { variants, measure }: ComparisonSummary,
  duels: readonly Duel[],
  of: 'derived' | 'matched',
): string {
  const matched = of === 'matched';
  const spreadOf = (index: number) => (matched ? variants[index]?.matched : variants[index]?.tested) ?? null;
  // Over the seeds that two have in common, since one may have no child so cheap in some.
  const leadOf = (variant: number) =>
    duels.reduce(
      (sum, { first, second, lead }) => sum + (variant === first ? lead : variant === second ? -lead : 0),
      0,
    );
  const inPlay = [...new Set(duels.flatMap(({ first, second }) => [first, second]))];
  const [leader] = inPlay.sort((a, b) => leadOf(b) - leadOf(a));
  if (leader === undefined) return '';
  const pairs = duels.length;
  const own = duels.flatMap((duel) => asSeenBy(duel, leader));
  const rivals = own.map(({ rival, wins, losses, seeds, p }) => {
    const ties = seeds - wins - losses;
    return `${variants[rival]?.words ?? ''} in ${wins} of ${seeds} seeds${ties > 0 ? ` (${ties} tied)` : ''} (p = ${pInWords(p)})`;
  });
  const sure = own.every(({ p }) => p * pairs <= LEVEL);
  const verdict = sure
    ? 'chance alone would seldom do as much'
    : own.some(({ p }) => p * pairs <= LEVEL)
      ? 'chance alone would seldom do as much against some of them'
      : 'chance alone could do as much, so this is no finding';
  const head = matched
    ? `At matched multiply–adds ${variants[leader]?.words ?? ''} is ahead`
    : `${capital(variants[leader]?.words ?? '')} has the ${measure.lowerIsBetter ? 'lowest' : 'highest'} mean test ${measure.name}`;
  return `${head}, ${spreadInWords(spreadOf(leader))}, and beats ${list(rivals)}: ${verdict}.`;
}

/** What so few seeds can never show, whatever comes out. */
function limits(duels: readonly Duel[]): string {
  const pairs = duels.length;
  const seeds = Math.min(...duels.map((duel) => duel.seeds));
  if (leastSignP(seeds) * pairs <= LEVEL) return '';
  let needed = seeds;
  while (leastSignP(needed) * pairs > LEVEL) needed += 1;
  const among = pairs === 1 ? '' : ` among ${pairs} pairs`;
  return `${seeds} ${seeds === 1 ? 'seed' : 'seeds'} cannot show a difference${among} at all: the sign test’s smallest p is ${pInWords(leastSignP(seeds))}, and it takes ${needed} seeds to come below ${pInWords(LEVEL / pairs)}.`;
}

function controlSentence({ controls, variants, measure }: ComparisonSummary): string {
  const means = variants.flatMap(({ tested }) => (tested === null ? [] : [tested.mean]));
  const asGood = (mean: number) => means.every((other) => (measure.lowerIsBetter ? mean <= other : mean >= other));
  return controls
    .map(({ role, tested }) => {
      const relation = asGood(tested.mean) ? 'no search is better on average' : 'the best search is better on average';
      return `The ${role} child has ${spreadInWords(tested)}: ${relation}.`;
    })
    .join(' ');
}

/** A duel from one side; nothing where that side is not in it. */
function asSeenBy({ first, second, test, seeds }: Duel, side: number) {
  const { wins, losses, p } = test;
  if (side === first) return [{ rival: second, wins, losses, seeds, p }];
  return side === second ? [{ rival: first, wins: losses, losses: wins, seeds, p }] : [];
}

/** A probability in two digits that mean something: .38, .062, .0078, 1. */
export function pInWords(p: number): string {
  return p >= 0.995 ? '1' : Number(p.toPrecision(2)).toString().replace(/^0\./, '.');
}

function part(value: number, decimals: number): string {
  return value.toFixed(decimals).replace(/^0\./, '.');
}

function list(words: readonly string[]): string {
  const comma = words.some((one) => one.includes(',')) ? '; ' : ', ';
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(comma)} and ${words.at(-1) ?? ''}`;
}
