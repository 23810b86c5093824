import { spaceController } from '../policy/lstm/families.ts';
import { alternate } from './alternation.ts';
import { controllerOf } from './controller.ts';
import type { MethodRunner } from './search.ts';

/** ENAS (Pham et al. 2018): an LSTM controller taught by REINFORCE chooses the children that share their weights. */
export const enas: MethodRunner = {
  run: (context, from) => alternate(context, () => controllerOf(context), from),
  largestProbability: ({ settings, space }) => spaceController(space, settings).largestProbability,
};
