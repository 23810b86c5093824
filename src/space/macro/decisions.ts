import type { Decision } from '../space.ts';
import type { MacroConfig } from './config.ts';

/** The one graph of the space. */
export const NETWORK = 'network';

/**
 * All decisions in storage order, which is also the controller's: of every layer its operation, then a bit for each
 * node that it may add (methods/enas 2.2). Node 0 is the stem, node k the output of layer k − 1. A layer's operation
 * always reads the node before it, which therefore has no bit.
 */
export function macroDecisions(config: MacroConfig): Decision[] {
  return Array.from({ length: config.layers }, (_, layer): Decision[] => {
    const place = { graph: 0, node: layer + 1 };
    return [
      { id: `layer${layer}.operation`, kind: 'operation', choices: config.operations, ...place },
      ...Array.from({ length: layer }, (_, from): Decision => {
        return { id: `layer${layer}.skip${from}`, kind: 'skip', from, choices: ['no', 'yes'], ...place };
      }),
    ];
  }).flat();
}

/** Where the decisions of a layer begin: every layer before it has made its operation and a bit per node. */
export function firstDecision(layer: number): number {
  return layer + (layer * (layer - 1)) / 2;
}
