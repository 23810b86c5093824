import type { Decision } from '../space.ts';
import type { RecurrentConfig } from './config.ts';

/** Inputs of the graph: the character and the state before it come first, so node *l* of the cell is node *l* + 2. */
export const CELL_INPUTS = 2;

/**
 * All decisions, in the order in which they are stored and the controller makes them: f₀, then j, f of every later node
 * (methods/enas 2.1).
 */
export function recurrentDecisions({ nodes, activations }: RecurrentConfig): Decision[] {
  return Array.from({ length: nodes }, (_, l): Decision[] => {
    const place = { graph: 0, node: l + CELL_INPUTS };
    const activation: Decision = { ...place, id: `cell.${l}.activation`, kind: 'operation', choices: activations };
    if (l === 0) return [activation];
    const earlier = Array.from({ length: l }, (_, j) => String(j));
    return [{ ...place, id: `cell.${l}.input`, kind: 'input', choices: earlier }, activation];
  }).flat();
}
