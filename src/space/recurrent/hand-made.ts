import type { Architecture } from '../space.ts';
import type { RecurrentConfig } from './config.ts';

/**
 * The cell a person would draw without a search: a chain of tanh nodes, each reading the one before. With the gates
 * that every node has, that is a recurrent highway network (Zilly et al. 2017). A space without tanh takes its first
 * activation, as tanh is the first of all.
 */
export function handMadeChild({ nodes }: RecurrentConfig): Architecture {
  return Array.from({ length: nodes }, (_, l) => (l === 0 ? [0] : [l - 1, 0])).flat();
}
