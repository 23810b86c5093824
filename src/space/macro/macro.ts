import { drawing } from '../draw.ts';
import type { Space } from '../space.ts';
import { byConvolutions } from '../trivial.ts';
import { checkConfig, type MacroConfig } from './config.ts';
import { mostExpensiveChild, handMadeChild } from './controls.ts';
import { childCost, meanMultiplyAdds } from './cost.ts';
import { macroDecisions } from './decisions.ts';
import { decode } from './genotype.ts';
import { describeChild, macroGraphs } from './graphs.ts';
import { parseArc, printArc } from './notation.ts';
import { isConvolution } from './operations.ts';
import { childKeys, parameterSpecs } from './parameters.ts';
import { exactCount, paperCount } from './size.ts';
import { choiceWords } from './words.ts';

/** A space whose children are whole networks. */
export interface MacroSpace extends Space {
  readonly id: 'macro';
  readonly config: MacroConfig;
}

/**
 * ENAS macro networks (methods/enas 2.2): every layer an operation and any of the earlier layers added to it. Throws a
 * `RangeError` if the configuration makes no network; its methods throw one if an architecture does not belong to the
 * space.
 */
export function createMacroSpace(config: MacroConfig): MacroSpace {
  checkConfig(config);
  const decisions = macroDecisions(config);
  const graphs = macroGraphs(config);
  const mostExpensive = childCost(config, mostExpensiveChild(config));

  return {
    id: 'macro',
    config,
    label: 'ENAS macro network',
    ...drawing(decisions, (architecture) => decode(config, architecture)),
    graphs,
    count: () => exactCount(config),
    publishedCount: () => paperCount(config),
    describe: (architecture) => describeChild(config, graphs, architecture),
    describeChoice: (condition) => choiceWords(decisions, condition),
    cost: (architecture) => childCost(config, architecture),
    mostExpensive: () => mostExpensive,
    costsDiffer: true,
    meanMultiplyAdds: () => meanMultiplyAdds(config),
    parameters: () => parameterSpecs(config),
    childKeys: (architecture) => childKeys(config, architecture),
    handMade: () => handMadeChild(config),
    ...byConvolutions(
      (architecture) => decode(config, architecture).filter(({ operation }) => isConvolution(operation)).length,
    ),
    print: (architecture) => printArc(config, architecture),
    parse: (text) => parseArc(config, text),
  };
}
