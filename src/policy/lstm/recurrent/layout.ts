import type { Space } from '../../../space/space.ts';

/** One node of a recurrent cell: its decisions as indices into `Space.decisions`; the first node has no input. */
export interface NodeDecisions {
  readonly input: number | null;
  readonly activation: number;
}

/** What the controller has to know of a space of recurrent cells. */
export interface RecurrentLayout {
  readonly nodes: readonly NodeDecisions[];
  /** Choices of each decision, in the order of `Space.decisions`. */
  readonly choices: readonly number[];
  /** Activations that every node may choose. */
  readonly activations: number;
}

/**
 * Reads a space of nodes that each choose one earlier node and then an activation; the first only an activation
 * (methods/enas 2.1). Throws a `RangeError` for a space that is not of that form.
 */
export function recurrentLayout({ decisions }: Pick<Space, 'decisions'>): RecurrentLayout {
  const activations = decisions[0]?.choices ?? [];
  const nodes = Array.from({ length: Math.ceil(decisions.length / 2) }, (_, node): NodeDecisions => {
    const activation = 2 * node;
    const input = node === 0 ? null : activation - 1;
    const reads = input === null ? null : decisions[input];
    const applies = decisions[activation];
    if (applies?.kind !== 'operation' || applies.choices.join() !== activations.join()) {
      throw new RangeError(`Node ${node} must choose one of the same activations.`);
    }
    if (reads !== null && (reads?.kind !== 'input' || reads.choices.length !== node)) {
      throw new RangeError(`Node ${node} must choose among all nodes before it.`);
    }
    return { input, activation };
  });
  return { nodes, choices: decisions.map(({ choices }) => choices.length), activations: activations.length };
}
