import {
  type Architecture,
  type CandidateEdge,
  type ChildGraph,
  chosenEdges,
  type GraphDescription,
  type GraphNode,
} from '../space.ts';
import type { MacroConfig } from './config.ts';
import { macroDecisions, NETWORK } from './decisions.ts';
import { decode } from './genotype.ts';

/** What the edges of skip connections are called. */
export const SKIP = 'skip';

/**
 * The network as it may be drawn: the stem, the layers, the output; along the chain an edge for each operation of
 * each layer, and an edge for each skip that a child could choose.
 */
export function macroGraphs(config: MacroConfig): GraphDescription[] {
  const candidates = macroDecisions(config).flatMap(({ kind, node, choices }, decision): CandidateEdge[] => {
    if (kind !== 'operation') return [];
    const operations = choices.map((operation, choice): CandidateEdge => {
      return { from: node - 1, to: node, side: 0, operation, when: [{ decision, choice }] };
    });
    const skips = Array.from({ length: node - 1 }, (_, from): CandidateEdge => {
      return { from, to: node, side: 1, operation: SKIP, when: [{ decision: decision + 1 + from, choice: 1 }] };
    });
    return [...operations, ...skips];
  });
  return [{ id: NETWORK, label: 'network', nodes: nodes(config), candidates }];
}

/** The edges of one child; what its last layer makes is the output. Throws as `decode` does. */
export function describeChild(
  config: MacroConfig,
  graphs: readonly GraphDescription[],
  architecture: Architecture,
): ChildGraph[] {
  decode(config, architecture);
  return graphs.map((graph) => ({
    edges: chosenEdges(graph, architecture),
    looseEnds: [config.layers],
  }));
}

function nodes(config: MacroConfig): GraphNode[] {
  const output = config.layers + 1;
  return Array.from({ length: output + 1 }, (_, id) => ({
    id,
    label: id === 0 ? 'stem' : id === output ? 'out' : String(id),
    role: id === 0 ? 'input' : id === output ? 'output' : 'computed',
    slot: id,
  }));
}
