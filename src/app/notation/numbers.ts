import type { Space } from '../../space/space.ts';
import type { Drawn } from '../state/notation.ts';

/** One number of a notation, or the place of one that is still missing. */
export interface NotedNumber {
  readonly decision: number;
  /** As it is written; null where it is missing. */
  readonly digits: string | null;
  /** Index of its first digit in the text. */
  readonly position: number;
  /** What it says; empty where it is missing. */
  readonly what: string;
  /** Whether it puts something into the drawing: a skip that is not taken does not. */
  readonly drawn: boolean;
}

/** The numbers about one node, or one side of it. */
export interface NumberRow {
  readonly where: string;
  readonly node: number;
  readonly numbers: readonly NotedNumber[];
}

/** What the numbers of a notation say, and the places of those still missing: a list of rows a graph. */
export function rowsOf({ space, arc, choices }: Drawn): readonly (readonly NumberRow[])[] {
  const written = [...arc.matchAll(/\d+/g)];
  return space.graphs.map(({ label, candidates }, graph) => {
    const rows: { readonly where: string; readonly node: number; readonly numbers: NotedNumber[] }[] = [];
    for (const [decision, { graph: of, node }] of space.decisions.entries()) {
      if (of !== graph) continue;
      const choice = choices[decision];
      const { what, where } = space.choiceWords({ decision, choice: choice ?? 0 });
      const place = where.replace(` of the ${label}`, '');
      if (rows.at(-1)?.where !== place) rows.push({ where: place, node, numbers: [] });
      const adds = candidates.some(({ when }) =>
        when.some((one) => one.decision === decision && one.choice === choice),
      );
      const match = choice === undefined ? undefined : written[decision];
      rows
        .at(-1)
        ?.numbers.push(
          match === undefined
            ? { decision, digits: null, position: Infinity, what: '', drawn: false }
            : { decision, digits: match[0], position: match.index, what, drawn: adds },
        );
    }
    return rows;
  });
}

/** The number that a place in the text belongs to: the one that it touches, else the one before; null where there is none. */
export function numberAt(rows: readonly (readonly NumberRow[])[], position: number): NotedNumber | null {
  const all = rows.flat().flatMap(({ numbers }) => numbers);
  return all.findLast((number) => number.position <= position) ?? null;
}

/** What can come next: where it belongs, and each number that can stand there with what it would say. */
export function nextWords(space: Space, decision: number): string {
  const made = space.decisions[decision];
  if (made === undefined) return '';
  const usual = space.handMade();
  const options = made.choices.map((_, choice) => {
    const arc = space.print(usual.map((other, index) => (index === decision ? choice : other)));
    return `${arc.match(/\d+/g)?.[decision] ?? ''} ${space.choiceWords({ decision, choice }).what}`;
  });
  return `${space.choiceWords({ decision, choice: 0 }).where}: ${options.join(', ')}`;
}
