import type { Space } from '../../../space/space.ts';
import { type DrawnDecision, type ChoiceLook, nodeChoices, operationChoices } from '../choice-looks.ts';

/** How the decisions of cells look, by their kind. */
const looks: Readonly<Record<string, ChoiceLook>> = { input: nodeChoices, operation: operationChoices };

/** The decisions of a term as they are drawn. Throws a `RangeError` for a kind that cells do not have. */
export function drawnDecisions({ decisions }: Pick<Space, 'decisions'>, indices: readonly number[]): DrawnDecision[] {
  return indices.map((index) => {
    const kind = decisions[index]?.kind ?? '';
    const look = looks[kind];
    if (look === undefined) throw new RangeError(`No drawing of a cell is known for decisions of the kind “${kind}”.`);
    return { index, look };
  });
}
