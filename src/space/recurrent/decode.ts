import type { Architecture } from '../space.ts';
import type { ActivationId } from './activations.ts';
import type { RecurrentConfig } from './config.ts';

/** One node of a cell: the earlier node that it reads (null for node 0, which reads character and state), and how. */
export interface CellNode {
  readonly input: number | null;
  readonly activation: ActivationId;
}

/** What a child is: nodes in order, and those that no other node reads, ascending; never empty. */
export interface RecurrentCell {
  readonly nodes: readonly CellNode[];
  readonly looseEnds: readonly number[];
}

/** Decisions of a cell of so many nodes: an activation each, and an input for all but node 0 (methods/enas 2.1). */
export function decisionCount(nodes: number): number {
  return 2 * nodes - 1;
}

/** Reads the cell out of an architecture. Throws a `RangeError` if it does not belong to the space. */
export function decode({ nodes, activations }: RecurrentConfig, architecture: Architecture): RecurrentCell {
  if (architecture.length !== decisionCount(nodes)) {
    throw new RangeError(
      `An architecture of this space has ${decisionCount(nodes)} choices, not ${architecture.length}.`,
    );
  }
  const cell = Array.from({ length: nodes }, (_, node): CellNode => {
    const activation = activations[architecture[2 * node] ?? -1];
    const input = node === 0 ? null : (architecture[2 * node - 1] ?? -1);
    if (activation === undefined) throw new RangeError(`Node ${node} has no activation ${architecture[2 * node]}.`);
    if (input !== null && !(Number.isInteger(input) && input >= 0 && input < node)) {
      throw new RangeError(`Node ${node} cannot read node ${input}.`);
    }
    return { input, activation };
  });
  const read = new Set(cell.map(({ input }) => input));
  return { nodes: cell, looseEnds: cell.flatMap((_, node) => (read.has(node) ? [] : [node])) };
}

/** The nodes whose mean is the next state. */
export function outputNodes({ output }: RecurrentConfig, { nodes, looseEnds }: RecurrentCell): readonly number[] {
  return output === 'loose-ends' ? looseEnds : nodes.map((_, node) => node);
}
