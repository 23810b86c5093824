import { drawing } from './draw.ts';
import type { ParameterSpec } from './parameters.ts';
import type {
  Architecture,
  ChildCost,
  ChildGraph,
  ChoiceWords,
  Condition,
  Decision,
  GraphDescription,
  ParseResult,
  Space,
} from './space.ts';

/**
 * What a family knows of the spaces of any of its configurations. All that takes an architecture throws a `RangeError` if
 * it does not belong to the space.
 */
export interface SpaceFunctions<Config> {
  /** Throws a `RangeError` that names the first thing wrong. */
  checkConfig(config: Config): void;
  decisions(config: Config): readonly Decision[];
  decode(config: Config, architecture: Architecture): unknown;
  graphs(config: Config): readonly GraphDescription[];
  describeChild(config: Config, graphs: readonly GraphDescription[], architecture: Architecture): readonly ChildGraph[];
  choiceWords(graphs: readonly GraphDescription[], decisions: readonly Decision[], condition: Condition): ChoiceWords;
  exactCount(config: Config): bigint;
  paperCount(config: Config): ReturnType<Space['publishedCount']>;
  childCost(config: Config, architecture: Architecture): ChildCost;
  mostExpensiveChild(config: Config): Architecture;
  meanMultiplyAdds(config: Config): number;
  parameterSpecs(config: Config): readonly ParameterSpec[];
  childKeys(config: Config, architecture: Architecture): readonly string[];
  handMadeChild(config: Config): Architecture;
  printArc(config: Config, architecture: Architecture): string;
  parseArc(config: Config, text: string): ParseResult;
}

/** The part of a space that follows from its family's functions. Throws a `RangeError` as `checkConfig` does. */
export function spaceFrom<Config>(
  config: Config,
  family: SpaceFunctions<Config>,
): Omit<Space, 'id' | 'label' | 'costsDiffer' | 'trivial' | 'hasConvolution'> & { readonly config: Config } {
  family.checkConfig(config);
  const decisions = family.decisions(config);
  const graphs = family.graphs(config);
  const mostExpensive = family.childCost(config, family.mostExpensiveChild(config));
  return {
    config,
    ...drawing(decisions, (architecture) => family.decode(config, architecture)),
    graphs,
    count: () => family.exactCount(config),
    publishedCount: () => family.paperCount(config),
    describe: (architecture) => family.describeChild(config, graphs, architecture),
    choiceWords: (condition) => family.choiceWords(graphs, decisions, condition),
    describeChoice: (condition) => {
      const { what, where } = family.choiceWords(graphs, decisions, condition);
      return where === '' ? '' : `${what} at ${where}`;
    },
    cost: (architecture) => family.childCost(config, architecture),
    mostExpensive: () => mostExpensive,
    meanMultiplyAdds: () => family.meanMultiplyAdds(config),
    parameters: () => family.parameterSpecs(config),
    childKeys: (architecture) => family.childKeys(config, architecture),
    handMade: () => family.handMadeChild(config),
    print: (architecture) => family.printArc(config, architecture),
    parse: (text) => family.parseArc(config, text),
  };
}
