import { activationIds, type ActivationId } from './activations.ts';

/** Everything that decides what a recurrent network looks like but the cell itself. */
export interface RecurrentConfig {
  readonly family: 'recurrent';
  /** Nodes of the cell, 1 or more; node 0 reads the character and the state before it. */
  readonly nodes: number;
  /** The activations a node may choose, a non-empty subset in table order. */
  readonly activations: readonly ActivationId[];
  /** Numbers in a state and in a character's embedding, a multiple of 4. */
  readonly width: number;
  /** The next state is the mean of the loose ends (the paper) or of all nodes (its corrected code); methods/enas (F3). */
  readonly output: 'loose-ends' | 'all-nodes';
  /** Whether the activations on one edge share its weights (the paper) or have their own (both codes). */
  readonly keys: 'edge' | 'edge-and-activation';
  /** Characters that can be told apart. */
  readonly vocabulary: number;
  /** Characters through which gradients run back. */
  readonly steps: number;
}

/** Throws a `RangeError` that names the first thing wrong with a configuration. */
export function checkConfig(config: RecurrentConfig): void {
  for (const key of ['nodes', 'width', 'vocabulary', 'steps'] as const) {
    if (!Number.isInteger(config[key]) || config[key] < 1) {
      throw new RangeError(`${key} must be a positive integer, not ${config[key]}.`);
    }
  }
  if (config.width % 4 !== 0) throw new RangeError(`width must be a multiple of 4, not ${config.width}.`);
  const ordered = activationIds.filter((id) => config.activations.includes(id));
  if (ordered.length === 0 || ordered.join() !== config.activations.join()) {
    throw new RangeError(`activations must be some of ${activationIds.join(', ')}, in this order and once each.`);
  }
}
