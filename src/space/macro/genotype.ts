import type { Architecture } from '../space.ts';
import type { MacroConfig } from './config.ts';
import { firstDecision } from './decisions.ts';
import type { OperationId } from './operations.ts';

/** What a child made of one layer. Layer l reads node l and makes node l + 1; node 0 is the stem. */
export interface LayerGenotype {
  readonly operation: OperationId;
  /** Nodes that are added to what the operation makes, ascending, all before node l. */
  readonly skips: readonly number[];
}

/** Reads the layers out of an architecture. Throws a `RangeError` if it does not belong to the space. */
export function decode(config: MacroConfig, architecture: Architecture): LayerGenotype[] {
  const expected = firstDecision(config.layers);
  if (architecture.length !== expected) {
    throw new RangeError(`An architecture of this space has ${expected} choices, not ${architecture.length}.`);
  }
  return Array.from({ length: config.layers }, (_, layer) => {
    const at = firstDecision(layer);
    const operation = config.operations[architecture[at] ?? -1];
    if (operation === undefined) {
      throw new RangeError(`Choice ${at} of the architecture is not an operation of this space.`);
    }
    const bits = architecture.slice(at + 1, at + 1 + layer);
    const wrong = bits.findIndex((bit) => bit !== 0 && bit !== 1);
    if (wrong >= 0) throw new RangeError(`Choice ${at + 1 + wrong} of the architecture is not a bit: ${bits[wrong]}.`);
    return { operation, skips: bits.flatMap((bit, node) => (bit === 1 ? [node] : [])) };
  });
}

/**
 * Nodes that the layers after `layer` read, of those that there are by then, ascending: what a pool after that layer
 * has to reduce. The last is always among them, since the next layer's operation reads it.
 */
export function readAfter(layers: readonly LayerGenotype[], layer: number): number[] {
  const later = new Set(layers.slice(layer + 1).flatMap(({ skips }) => skips));
  return Array.from({ length: layer + 2 }, (_, node) => node).filter((node) => node === layer + 1 || later.has(node));
}
