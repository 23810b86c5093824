import { spaceController } from '../policy/lstm/families.ts';
import { alternate } from './alternation.ts';
import { controllerOf } from './controller.ts';
import type { Strategy } from './strategy.ts';

/** ENAS (Pham et al. 2018): an LSTM controller taught by REINFORCE chooses the children that share their weights. */
export const enas: Strategy = {
  id: 'enas',
  label: 'ENAS',
  summary:
    'An LSTM controller samples children of one supernet; it learns by REINFORCE from their validation scores, the ' +
    'shared weights learn by gradient descent from the children.',
  steps: ['weights', 'policy', 'round'],
  run: (context, from) => alternate(context, () => controllerOf(context), from),
  largestProbability: ({ settings, space }) => spaceController(space, settings).largestProbability,
};
