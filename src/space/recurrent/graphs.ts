import {
  type Architecture,
  type CandidateEdge,
  type ChildGraph,
  chosenEdges,
  type GraphDescription,
  type GraphNode,
} from '../space.ts';
import type { RecurrentConfig } from './config.ts';
import { CELL_INPUTS } from './decisions.ts';
import { decode, outputNodes } from './decode.ts';

/**
 * The cell as it may be drawn: character and state before it, the nodes, the next state, and every edge that a child
 * could choose, ordered by node, input and activation. Both inputs of node 0 come with its activation.
 */
export function recurrentGraphs(config: RecurrentConfig): GraphDescription[] {
  const nodes = Array.from({ length: config.nodes }, (_, l) => l);
  return [
    {
      id: 'cell',
      label: 'recurrent cell',
      nodes: graphNodes(config),
      join: 'mean',
      candidates: nodes.flatMap((l) => (l === 0 ? edgesIntoFirst(config) : edgesInto(l, config))),
    },
  ];
}

/** The edges of one child and the nodes that are averaged into the next state. Throws as `decode` does. */
export function describeChild(
  config: RecurrentConfig,
  graphs: readonly GraphDescription[],
  architecture: Architecture,
): ChildGraph[] {
  const looseEnds = outputNodes(config, decode(config, architecture)).map((node) => node + CELL_INPUTS);
  return graphs.map((graph) => ({
    edges: chosenEdges(graph, architecture),
    looseEnds,
  }));
}

function graphNodes({ nodes }: RecurrentConfig): GraphNode[] {
  const ends: [GraphNode, GraphNode] = [
    { id: 0, label: 'x', role: 'input', slot: 0, note: 'char' },
    { id: 1, label: 'h', role: 'input', slot: 1, note: 'state' },
  ];
  const computed = Array.from({ length: nodes }, (_, l): GraphNode => {
    const id = l + CELL_INPUTS;
    return { id, label: String(l), role: 'computed', slot: id };
  });
  const output = nodes + CELL_INPUTS;
  return [...ends, ...computed, { id: output, label: 'h′', role: 'output', slot: output, note: 'next state' }];
}

function edgesIntoFirst({ activations }: RecurrentConfig): CandidateEdge[] {
  return ([0, 1] as const).flatMap((from) =>
    activations.map((operation, choice) => ({
      from,
      to: CELL_INPUTS,
      side: from,
      operation,
      when: [{ decision: 0, choice }],
    })),
  );
}

/** Decision 2l − 1 is the input of node l, 2l its activation. */
function edgesInto(l: number, { activations }: RecurrentConfig): CandidateEdge[] {
  return Array.from({ length: l }, (_, j) =>
    activations.map((operation, choice) => ({
      from: j + CELL_INPUTS,
      to: l + CELL_INPUTS,
      side: 0 as const,
      operation,
      when: [
        { decision: 2 * l - 1, choice: j },
        { decision: 2 * l, choice },
      ],
    })),
  ).flat();
}
