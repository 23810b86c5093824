import { activationIds } from '../../../../src/space/recurrent/activations.ts';
import { createRecurrentSpace, type RecurrentSpace } from '../../../../src/space/recurrent/recurrent.ts';

/** A space of small recurrent cells of so many nodes. */
export function nodeSpace(nodes: number): RecurrentSpace {
  return createRecurrentSpace({
    family: 'recurrent',
    nodes,
    activations: activationIds,
    width: 8,
    output: 'loose-ends',
    keys: 'edge',
    vocabulary: 7,
    steps: 4,
  });
}
