import { randomStream } from '../math/random.ts';
import { ALONE_PART } from '../math/streams.ts';
import { type ChildSearch, searchChildren } from './child-search.ts';
import type { Evaluator } from './evaluator.ts';
import type { Strategy } from './strategy.ts';

/** Plain random search: uniform children, each trained alone for a few steps; the best on validation is kept. */
export const randomScratch: Strategy = {
  id: 'random-scratch',
  label: 'Random search from scratch',
  summary: 'Uniform children are trained alone for a few steps each; the best on validation is kept.',
  steps: ['child'],
  run: (context, from) => {
    const create = (evaluator: Evaluator): ChildSearch<number> => {
      const random = randomStream(context.settings.seed, 'uniform-sampling', ALONE_PART);
      return {
        async *look() {
          yield* evaluator.alone([{ architecture: context.space.sample(random), parent: null }]);
        },
        finalists: () => [],
        get updates() {
          return evaluator.done;
        },
        state: () => random.position,
        restore: (position) => {
          random.position = position;
        },
        dispose: () => undefined,
      };
    };
    return searchChildren(context, create, from);
  },
  largestProbability: () => [],
};
