import { spaceFrom, type SpaceFunctions } from '../family.ts';
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

const functions: SpaceFunctions<MacroConfig> = {
  checkConfig,
  decisions: macroDecisions,
  decode,
  graphs: macroGraphs,
  describeChild,
  choiceWords: (_, decisions, condition) => choiceWords(decisions, condition),
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
 * ENAS macro networks (methods/enas 2.2): every layer an operation and any of the earlier layers added to it. Throws a
 * `RangeError` if the configuration makes no network; its methods throw one if an architecture does not belong to the
 * space.
 */
export function createMacroSpace(config: MacroConfig): MacroSpace {
  return {
    id: 'macro',
    label: 'ENAS macro network',
    ...spaceFrom(config, functions),
    costsDiffer: true,
    ...byConvolutions(
      (architecture) => decode(config, architecture).filter(({ operation }) => isConvolution(operation)).length,
    ),
  };
}
