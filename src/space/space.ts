import type { RandomStream } from '../math/random.ts';
import type { ParameterSpec } from './parameters.ts';

/** One choice that every architecture of a space makes. */
export interface Decision {
  /** Unique and stable within the space, for example `normal.2.a.input`. */
  readonly id: string;
  /** What is decided, in the family's own word: nobody outside the family's files goes by it. */
  readonly kind: string;
  /** Which graph of the space it belongs to: index into `Space.graphs`. */
  readonly graph: number;
  /** The node that it helps to define (node id within the graph); any number of decisions may meet there. */
  readonly node: number;
  /** The node that it reads, where it is about one edge. */
  readonly from?: number;
  /** Which term of the node, where a node adds two: first (0, drawn above the axis) or second (1, below). */
  readonly side?: 0 | 1;
  /** What may be chosen, in order, by its id: a node's name, an operation, … */
  readonly choices: readonly string[];
}

/**
 * An architecture (child) as one choice index per decision, in the order of `Space.decisions`.
 * Pure data, so that it can be sent, stored and compared; what it means is the space's business.
 */
export type Architecture = readonly number[];

/** Whether a value from outside is an architecture of the space: the right length, every choice one that there is. */
export function isArchitecture(space: Pick<Space, 'decisions'>, value: unknown): value is Architecture {
  return (
    Array.isArray(value) &&
    value.length === space.decisions.length &&
    space.decisions.every(({ choices }, i) => {
      const chosen: unknown = value[i];
      return Number.isInteger(chosen) && (chosen as number) >= 0 && (chosen as number) < choices.length;
    })
  );
}

/** A place in the drawing of a graph. Slots are fixed: node *i* always stands in slot *i*. */
export interface GraphNode {
  readonly id: number;
  readonly label: string;
  readonly role: 'input' | 'computed' | 'output';
  /** What it stands for, in a word or two, where the drawing cannot tell. */
  readonly note?: string;
  readonly slot: number;
}

/** One choice of one decision. */
export interface Condition {
  readonly decision: number;
  readonly choice: number;
}

/** A possible edge: chosen when all its conditions hold. */
export interface CandidateEdge {
  readonly from: number;
  readonly to: number;
  /** Where it is drawn: above the axis (0) or below (1). */
  readonly side: 0 | 1;
  readonly operation: string;
  readonly when: readonly Condition[];
}

/** Whether a child has chosen an edge. */
export function isChosen({ when }: CandidateEdge, architecture: Architecture): boolean {
  return when.every(({ decision, choice }) => architecture[decision] === choice);
}

/** The edges of a graph that a child has chosen. */
export function chosenEdges(
  { candidates }: Pick<GraphDescription, 'candidates'>,
  architecture: Architecture,
): CandidateEdge[] {
  return candidates.filter((edge) => isChosen(edge, architecture));
}

/** One graph of a space (a cell): everything that could be drawn before a child is chosen. */
export interface GraphDescription {
  readonly id: string;
  readonly label: string;
  readonly nodes: readonly GraphNode[];
  readonly candidates: readonly CandidateEdge[];
  /** How loose ends become the output; side by side where it is not given. */
  readonly join?: 'mean';
}

/** What a child made of one graph: the edges it chose and the nodes that nobody reads, joined into the output. */
export interface ChildGraph {
  readonly edges: readonly CandidateEdge[];
  readonly looseEnds: readonly number[];
}

/** What one child costs, exactly, for one image. */
export interface ChildCost {
  readonly parameters: number;
  readonly multiplyAdds: number;
}

/**
 * What anybody can count in a child, and would go by who holds a search to be needless. It foretells much of how well
 * children do (methods/defaults 1), so a search has to beat it.
 */
export interface TrivialCount {
  readonly id: 'convolutions' | 'withoutSigmoid';
  /** What is counted, in words that go on after a number: convolutions. */
  readonly label: string;
  of(architecture: Architecture): number;
}

/** A choice in words: what is chosen (“sep 3×3”), and where (“node 4, side A”). */
export interface ChoiceWords {
  readonly what: string;
  readonly where: string;
}

export type ParseResult =
  | { readonly ok: true; readonly architecture: Architecture }
  /**
   * `position` is the index in the text of the first character that is wrong: its length where it only ends too soon. `read`
   * are the choices before it.
   */
  | { readonly ok: false; readonly position: number; readonly reason: string; readonly read: readonly number[] };

/** The size of a space as a paper gives it. */
export interface PublishedCount {
  readonly value: bigint;
  readonly formula: string;
  /** Why it is not the exact count, in a clause; null where it is. */
  readonly differs: string | null;
}

/** A search space: pure description, no weights, no device. `AnySpace` lists the families by `id`. */
export interface Space {
  readonly id: string;
  readonly label: string;
  readonly decisions: readonly Decision[];
  readonly graphs: readonly GraphDescription[];
  /** Uniform over all decision strings. */
  sample(random: RandomStream): Architecture;
  /** Changes exactly one decision to another of its choices, both uniformly drawn. */
  mutate(architecture: Architecture, random: RandomStream): Architecture;
  /** Exact number of decision strings. */
  count(): bigint;
  /** The size as the method's paper gives it, with its formula; null where none was published. */
  publishedCount(): PublishedCount | null;
  /** The child's part in each graph, in the order of `graphs`. */
  describe(architecture: Architecture): readonly ChildGraph[];
  /** One choice of one decision, in words. */
  choiceWords(condition: Condition): ChoiceWords;
  /** The same in words that go on a sentence: “sep 3×3 at node 4, side A”. */
  describeChoice(condition: Condition): string;
  cost(architecture: Architecture): ChildCost;
  /** The most expensive child's cost: what relative cost is measured against. */
  mostExpensive(): ChildCost;
  /** Whether some children take more multiply–adds than others; where none does, cost tells nothing about them. */
  readonly costsDiffer: boolean;
  /** Multiply–adds of the mean (uniform) child's forward pass on one example. */
  meanMultiplyAdds(): number;
  /** All shared weights, in network order. */
  parameters(): readonly ParameterSpec[];
  /** The keys of the weights that one child uses, in network order. */
  childKeys(architecture: Architecture): readonly string[];
  /** The obvious hand-made child, a control in every comparison. */
  handMade(): Architecture;
  /** More of it is better, says the trivial predictor. */
  readonly trivial: TrivialCount;
  /** Whether the child has at least one operation with weights; about a tenth of random cells have none. */
  hasConvolution(architecture: Architecture): boolean;
  /** The notation of the method's own scripts; `parse(print(a))` gives `a`. */
  print(architecture: Architecture): string;
  parse(text: string): ParseResult;
}
