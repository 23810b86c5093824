import {
  type Architecture,
  type CandidateEdge,
  type ChildGraph,
  chosenEdges,
  type Decision,
  type GraphDescription,
  type GraphNode,
} from '../space.ts';
import type { MicroConfig } from './config.ts';
import { cellIds, microDecisions } from './decisions.ts';
import { CELL_INPUTS, cellCount, decode } from './genotype.ts';

/**
 * The cells as they may be drawn: two inputs, the computed nodes, the output, and every edge that a child could
 * choose, ordered by node, side, input and operation.
 */
export function microGraphs(config: MicroConfig): GraphDescription[] {
  const decisions = microDecisions(config);
  return cellIds.slice(0, cellCount(config)).map((id, graph) => ({
    id,
    label: `${id} cell`,
    nodes: nodes(config),
    candidates: decisions.flatMap((decision, at) =>
      decision.graph === graph && decision.kind === 'input' ? edgesInto(decision, at, config) : [],
    ),
  }));
}

/** The edges and loose ends of one child, a graph each. Throws as `decode` does. */
export function describeChild(
  config: MicroConfig,
  graphs: readonly GraphDescription[],
  architecture: Architecture,
): ChildGraph[] {
  const genotypes = decode(config, architecture);
  return graphs.map((graph, cell) => ({
    edges: chosenEdges(graph, architecture),
    looseEnds: genotypes[cell]?.looseEnds ?? [],
  }));
}

function nodes(config: MicroConfig): GraphNode[] {
  const output = config.nodes + CELL_INPUTS;
  return Array.from({ length: output + 1 }, (_, id) => ({
    id,
    label: id === output ? 'out' : String(id),
    role: id === output ? 'output' : id < CELL_INPUTS ? 'input' : 'computed',
    slot: id,
  }));
}

/** All edges of one term; its operation is the decision stored after its input. */
function edgesInto({ node, side = 0, choices }: Decision, inputDecision: number, config: MicroConfig): CandidateEdge[] {
  return choices.flatMap((_, from) =>
    config.operations.map((operation, operationChoice) => ({
      from,
      to: node,
      side,
      operation,
      when: [
        { decision: inputDecision, choice: from },
        { decision: inputDecision + 1, choice: operationChoice },
      ],
    })),
  );
}
