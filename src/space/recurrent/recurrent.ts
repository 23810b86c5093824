import { drawing } from '../draw.ts';
import type { Space } from '../space.ts';
import { checkConfig, type RecurrentConfig } from './config.ts';
import { characterMultiplyAdds, childCost } from './cost.ts';
import { recurrentDecisions } from './decisions.ts';
import { decode } from './decode.ts';
import { describeChild, recurrentGraphs } from './graphs.ts';
import { handMadeChild } from './hand-made.ts';
import { parseArc, printArc } from './notation.ts';
import { childParameters, parameterSpecs } from './parameters.ts';
import { exactCount, paperCount } from './size.ts';
import { withoutSigmoid } from './trivial.ts';
import { choiceWords } from './words.ts';

/** A space whose children are recurrent cells. */
export interface RecurrentSpace extends Space {
  readonly id: 'recurrent';
  readonly config: RecurrentConfig;
}

/**
 * ENAS recurrent cells (methods/enas 2.1). Throws a `RangeError` if the configuration makes no network; its methods
 * throw one if an architecture does not belong to the space.
 */
export function createRecurrentSpace(config: RecurrentConfig): RecurrentSpace {
  checkConfig(config);
  const decisions = recurrentDecisions(config);
  const graphs = recurrentGraphs(config);

  return {
    id: 'recurrent',
    config,
    label: 'ENAS recurrent cells',
    ...drawing(decisions, (architecture) => decode(config, architecture)),
    graphs,
    count: () => exactCount(config),
    publishedCount: () => paperCount(config),
    describe: (architecture) => describeChild(config, graphs, architecture),
    describeChoice: (condition) => choiceWords(graphs, decisions, condition),
    cost: (architecture) => childCost(config, architecture),
    mostExpensive: () => childCost(config, handMadeChild(config)),
    costsDiffer: false,
    meanMultiplyAdds: () => config.steps * characterMultiplyAdds(config),
    parameters: () => parameterSpecs(config),
    childKeys: (architecture) => childParameters(config, architecture).map(({ key }) => key),
    handMade: () => handMadeChild(config),
    trivial: {
      id: 'withoutSigmoid',
      label: 'nodes without sigmoid',
      of: (child) => withoutSigmoid(decode(config, child)),
    },
    hasConvolution: () => true,
    print: (architecture) => printArc(config, architecture),
    parse: (text) => parseArc(config, text),
  };
}
