import { drawing } from '../draw.ts';
import type { Space } from '../space.ts';
import { byConvolutions } from '../trivial.ts';
import { checkConfig, type MicroConfig } from './config.ts';
import { mostExpensiveChild, handMadeChild } from './controls.ts';
import { childCost, meanMultiplyAdds } from './cost.ts';
import { microDecisions } from './decisions.ts';
import { decode } from './genotype.ts';
import { describeChild, microGraphs } from './graphs.ts';
import { parseArc, printArc } from './notation.ts';
import { isConvolution } from './operations.ts';
import { childKeys, parameterSpecs } from './parameters.ts';
import { exactCount, paperCount } from './size.ts';
import { choiceWords } from './words.ts';

/** A space whose children are cells. */
export interface MicroSpace extends Space {
  readonly id: 'micro';
  readonly config: MicroConfig;
}

/**
 * ENAS micro cells (methods/enas 2.3): a normal cell and, between stages, a reduction cell. Throws a `RangeError` if
 * the configuration makes no network; its methods throw one if an architecture does not belong to the space.
 */
export function createMicroSpace(config: MicroConfig): MicroSpace {
  checkConfig(config);
  const decisions = microDecisions(config);
  const graphs = microGraphs(config);
  const mostExpensive = childCost(config, mostExpensiveChild(config));

  return {
    id: 'micro',
    config,
    label: 'ENAS micro cells',
    ...drawing(decisions, (architecture) => decode(config, architecture)),
    graphs,
    count: () => exactCount(config),
    publishedCount: () => paperCount(config),
    describe: (architecture) => describeChild(config, graphs, architecture),
    describeChoice: (condition) => choiceWords(graphs, decisions, condition),
    cost: (architecture) => childCost(config, architecture),
    mostExpensive: () => mostExpensive,
    costsDiffer: true,
    meanMultiplyAdds: () => meanMultiplyAdds(config),
    parameters: () => parameterSpecs(config),
    childKeys: (architecture) => childKeys(config, architecture),
    handMade: () => handMadeChild(config),
    ...byConvolutions((architecture) => {
      const terms = decode(config, architecture).flatMap(({ blocks }) => blocks.flat());
      return terms.filter(({ operation }) => isConvolution(operation)).length;
    }),
    print: (architecture) => printArc(config, architecture),
    parse: (text) => parseArc(config, text),
  };
}
