import { randomStream } from '../math/random.ts';
import { ALONE_PART } from '../math/streams.ts';
import type { Chooser } from './chooser.ts';
import type { Evaluator } from './evaluator.ts';
import { runSearch } from './runner.ts';
import type { MethodRunner } from './search.ts';

/** Plain random search: uniform children, each trained alone for a few steps; the best on validation is kept. */
export const randomScratch: MethodRunner = {
  run: (context, from) => {
    const create = (evaluator: Evaluator): Chooser<number> => {
      const random = randomStream(context.settings.seed, 'uniform-sampling', ALONE_PART);
      return {
        async *evaluate() {
          yield* evaluator.alone([{ architecture: context.space.sample(random), parent: null }]);
        },
        candidates: () => null,
        get evaluations() {
          return evaluator.done;
        },
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
    return runSearch(context, create, from);
  },
  largestProbability: () => [],
};
