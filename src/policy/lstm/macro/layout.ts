import type { Space } from '../../../space/space.ts';

/** One layer of a macro network: its decisions as indices into `Space.decisions`. */
export interface LayerDecisions {
  readonly operation: number;
  /** One for each node before the one that the operation reads, in their order. */
  readonly skips: readonly number[];
}

/** What the controller has to know of a macro space. */
export interface MacroLayout {
  readonly layers: readonly LayerDecisions[];
  /** Choices of each decision, in the order of `Space.decisions`. */
  readonly choices: readonly number[];
  /** Operations that every layer may choose. */
  readonly operations: number;
}

/**
 * Reads a space of layers that each choose an operation and then a bit for every earlier layer (methods/enas 2.2).
 * Throws a `RangeError` for a space that is not of that form.
 */
export function macroLayout({ decisions }: Pick<Space, 'decisions'>): MacroLayout {
  const operations = decisions[0]?.choices ?? [];
  const layers: { operation: number; skips: number[] }[] = [];
  decisions.forEach(({ id, kind, choices }, index) => {
    if (kind === 'operation' && choices.join() === operations.join()) {
      layers.push({ operation: index, skips: [] });
    } else if (kind === 'skip' && choices.length === 2) {
      layers.at(-1)?.skips.push(index);
    } else {
      throw new RangeError(`Every layer must choose one of the same operations and then bits; ${id} does not.`);
    }
  });
  layers.forEach(({ skips }, layer) => {
    if (skips.length !== layer)
      throw new RangeError(`Layer ${layer} must have ${layer} skip bits, not ${skips.length}.`);
  });
  return { layers, choices: decisions.map(({ choices }) => choices.length), operations: operations.length };
}
