import { controllerLayout } from '../policy/lstm/layout.ts';
import { createLstmPolicy } from '../policy/lstm/lstm-policy.ts';
import { largestProbability } from '../policy/lstm/shaping.ts';
import { alternate } from './alternation.ts';
import type { Strategy } from './strategy.ts';

/** ENAS (Pham et al. 2018): an LSTM controller taught by REINFORCE chooses the children that share their weights. */
export const enas: Strategy = {
  id: 'enas',
  label: 'ENAS',
  summary:
    'An LSTM controller samples children of one supernet; it learns by REINFORCE from their validation scores, the ' +
    'shared weights learn by gradient descent from the children.',
  run: (context) => {
    const { settings, space } = context;
    return alternate(context, () =>
      createLstmPolicy({
        ...settings,
        space,
        learningRate: settings.policyLearningRate,
        baselineStart: 'first-rewards',
      }),
    );
  },
  largestProbability: ({ settings, space }) => largestProbability(controllerLayout(space), settings),
};
