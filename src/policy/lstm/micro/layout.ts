import type { Decision, Space } from '../../../space/space.ts';
import { isConvolution, type OperationId } from '../../../space/micro/operations.ts';

/** The decisions that define one node, as indices into `Space.decisions`. */
export interface NodeDecisions {
  readonly inputs: readonly [number, number];
  readonly operations: readonly [number, number];
}

/** One cell: its computed nodes in order, after `inputNodes` given ones. */
export interface CellLayout {
  readonly inputNodes: number;
  readonly nodes: readonly NodeDecisions[];
}

/** What the controller has to know of a space: cells in order and the operations that every edge may choose. */
export interface MicroLayout {
  readonly cells: readonly CellLayout[];
  /** Choices of each decision, in the order of `Space.decisions`. */
  readonly choices: readonly number[];
  /** For each operation whether it is a convolution: what the ENAS bias leans to. */
  readonly convolutions: readonly boolean[];
}

/**
 * Reads a space of cells whose nodes add two operations on two earlier nodes (methods/enas 2.3).
 * Throws a `RangeError` for a space that is not of that form.
 */
export function microLayout(space: Pick<Space, 'decisions'>): MicroLayout {
  const { decisions } = space;
  const operations = decisions.find(({ kind }) => kind === 'operation')?.choices ?? [];
  for (const { id, kind, choices } of decisions) {
    if (kind === 'operation' && choices.join() !== operations.join()) {
      throw new RangeError(`Every edge must choose among the same operations; ${id} does not.`);
    }
  }
  const graphs = [...new Set(decisions.map(({ graph }) => graph))].sort((a, b) => a - b);
  return {
    cells: graphs.map((graph) => cellLayout(decisions, graph)),
    choices: decisions.map(({ choices }) => choices.length),
    convolutions: operations.map((operation) => isConvolution(operation as OperationId)),
  };
}

function cellLayout(decisions: readonly Decision[], graph: number): CellLayout {
  const own = decisions.flatMap((decision, index) => (decision.graph === graph ? [{ ...decision, index }] : []));
  const ids = [...new Set(own.map(({ node }) => node))].sort((a, b) => a - b);
  const nodes = ids.map((node): NodeDecisions => {
    const pair = (kind: Decision['kind']): [number, number] => {
      const found = own.filter((decision) => decision.node === node && decision.kind === kind);
      const [first, second] = [found.find(({ side }) => side === 0), found.find(({ side }) => side === 1)];
      if (found.length !== 2 || first === undefined || second === undefined) {
        throw new RangeError(`Node ${node} of graph ${graph} must choose two ${kind}s, one a side.`);
      }
      return [first.index, second.index];
    };
    return { inputs: pair('input'), operations: pair('operation') };
  });
  const inputNodes = decisions[nodes[0]?.inputs[0] ?? -1]?.choices.length ?? 0;
  nodes.forEach(({ inputs }, node) => {
    if (inputs.some((index) => decisions[index]?.choices.length !== inputNodes + node)) {
      throw new RangeError(`Node ${ids[node]} of graph ${graph} must choose among all nodes before it.`);
    }
  });
  return { inputNodes, nodes };
}
