import { spaceFrom, type SpaceFunctions } from '../family.ts';
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

const functions: SpaceFunctions<MicroConfig> = {
  checkConfig,
  decisions: microDecisions,
  decode,
  graphs: microGraphs,
  describeChild,
  choiceWords,
  exactCount,
  paperCount,
  childCost,
  mostExpensiveChild,
  meanMultiplyAdds,
  parameterSpecs,
  childKeys,
  handMadeChild,
  printArc,
  parseArc,
};

/**
 * ENAS micro cells (methods/enas 2.3): a normal cell and, between stages, a reduction cell. Throws a `RangeError` if
 * the configuration makes no network; its methods throw one if an architecture does not belong to the space.
 */
export function createMicroSpace(config: MicroConfig): MicroSpace {
  return {
    id: 'micro',
    label: 'ENAS micro cells',
    ...spaceFrom(config, functions),
    costsDiffer: true,
    ...byConvolutions((architecture) => {
      const terms = decode(config, architecture).flatMap(({ blocks }) => blocks.flat());
      return terms.filter(({ operation }) => isConvolution(operation)).length;
    }),
  };
}
