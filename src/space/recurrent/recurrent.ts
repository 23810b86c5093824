import type { Architecture, Space } from '../space.ts';
import { checkConfig, type RecurrentConfig } from './config.ts';
import { characterMultiplyAdds, childCost } from './cost.ts';
import { recurrentDecisions } from './decisions.ts';
import { decode } from './decode.ts';
import { describeChild, recurrentGraphs } from './graphs.ts';
import { handMadeChild } from './handMade.ts';
import { parseArc, printArc } from './notation.ts';
import { childParameters, parameterSpecs } from './parameters.ts';
import { exactCount, paperCount } from './size.ts';

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
  const undecided = decisions.flatMap(({ choices }, at) => (choices.length > 1 ? [at] : []));

  return {
    id: 'recurrent',
    config,
    label: 'ENAS recurrent cells',
    decisions,
    graphs,
    sample: (random) => decisions.map(({ choices }) => random.integer(choices.length)),
    mutate(architecture, random): Architecture {
      decode(config, architecture);
      if (undecided.length === 0) return architecture;
      const at = undecided[random.integer(undecided.length)];
      return architecture.map((choice, index) => {
        if (index !== at) return choice;
        const other = random.integer((decisions[index]?.choices.length ?? 0) - 1);
        return other < choice ? other : other + 1;
      });
    },
    count: () => exactCount(config),
    publishedCount: () => paperCount(config),
    describe: (architecture) => describeChild(config, graphs, architecture),
    cost: (architecture) => childCost(config, architecture),
    dearest: () => childCost(config, handMadeChild(config)),
    meanMultiplyAdds: () => config.steps * characterMultiplyAdds(config),
    parameters: () => parameterSpecs(config),
    childKeys: (architecture) => childParameters(config, architecture).map(({ key }) => key),
    handMade: () => handMadeChild(config),
    hasConvolution: () => true,
    print: (architecture) => printArc(config, architecture),
    parse: (text) => parseArc(config, text),
  };
}
