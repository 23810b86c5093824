import type { ComparisonRecord } from '../../src/experiment/comparison-record.ts';
import { summaryOf } from '../../src/experiment/comparison-summary.ts';
import { pInWords, spreadInWords, verdictOf, winsInWords } from '../../src/experiment/comparison-words.ts';

/** Columns that say nothing where all children cost the same. */
const ofCosts = ['matched', 'multiply–adds'];

/** A comparison as lines of text: a row for each variant and control, one for each pair, and what may be said of it. */
export function comparisonTable(record: ComparisonRecord): string[] {
  const summary = summaryOf(record);
  if (summary === null) return [];
  const { variants, controls, duels, matchedDuels, measure, costsDiffer } = summary;
  const words = (index: number) => variants[index]?.words ?? '';
  const header = ['', `test ${measure.name}`, 'matched', 'multiply–adds', 'child steps', 'seconds', 'seeds'];
  const rows = [
    header,
    ...variants.map((one) => [
      one.words,
      spreadInWords(one.tested),
      spreadInWords(one.matched),
      one.multiplyAdds?.mean.toFixed(0) ?? '–',
      one.childSteps?.mean.toFixed(0) ?? '–',
      one.seconds?.mean.toFixed(0) ?? '–',
      `${one.outcomes.length}${one.failures > 0 ? `, ${one.failures} failed` : ''}`,
    ]),
    ...controls.map(({ role, tested, multiplyAdds }) => [
      role,
      spreadInWords(tested),
      '',
      multiplyAdds.mean.toFixed(0),
      '',
      '',
      `${tested.seeds}`,
    ]),
  ].map((row) => row.filter((_, column) => costsDiffer || !ofCosts.includes(header[column] ?? '')));
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const pairs = duels.map((duel) => {
    const matched = matchedDuels.find(({ first, second }) => first === duel.first && second === duel.second);
    const beside = matched === undefined ? '' : `; matched ${winsInWords(matched)}, p = ${pInWords(matched.test.p)}`;
    return `${words(duel.first)} against ${words(duel.second)}: wins ${winsInWords(duel)}, p = ${pInWords(duel.test.p)}${beside}`;
  });
  return [
    ...rows.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    ...pairs,
    ...verdictOf(summary),
  ];
}
