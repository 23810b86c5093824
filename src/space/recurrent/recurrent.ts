import { spaceFrom, type SpaceFunctions } from '../family.ts';
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

const functions: SpaceFunctions<RecurrentConfig> = {
  checkConfig,
  decisions: recurrentDecisions,
  decode,
  graphs: recurrentGraphs,
  describeChild,
  choiceWords,
  exactCount,
  paperCount,
  childCost,
  // All cost the same.
  mostExpensiveChild: handMadeChild,
  meanMultiplyAdds: (config) => config.steps * characterMultiplyAdds(config),
  parameterSpecs,
  childKeys: (config, architecture) => childParameters(config, architecture).map(({ key }) => key),
  handMadeChild,
  printArc,
  parseArc,
};

/**
 * ENAS recurrent cells (methods/enas 2.1). Throws a `RangeError` if the configuration makes no network; its methods
 * throw one if an architecture does not belong to the space.
 */
export function createRecurrentSpace(config: RecurrentConfig): RecurrentSpace {
  return {
    id: 'recurrent',
    label: 'ENAS recurrent cells',
    ...spaceFrom(config, functions),
    costsDiffer: false,
    trivial: {
      id: 'withoutSigmoid',
      label: 'nodes without sigmoid',
      of: (child) => withoutSigmoid(decode(config, child)),
    },
    hasConvolution: () => true,
  };
}
