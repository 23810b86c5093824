import type { Bars } from '../../experiment/methods/bars.ts';
import type { NetworkPlan } from '../../space/micro/network.ts';
import type { Architecture } from '../../space/space.ts';
import type { AnySpace } from '../../space/spaces.ts';

/** One distribution a decision, in the order of `Space.decisions`. */
export type Marginals = readonly (readonly number[])[];

/** One candidate edge: index into `Space.graphs` and into that graph's `candidates`. */
export interface EdgeAddress {
  readonly graph: number;
  readonly candidate: number;
}

/** What colours the strands and lines: the operation, or how often the edge's shared weights were trained. */
export type ColourBy = 'operation' | 'trained';

export interface FigureProps {
  readonly space: AnySpace;
  /** Drawn bold; null draws only the candidates. */
  readonly child: Architecture | null;
  /** What is said of the child beside the tabs. */
  readonly caption: string;
  /** Null is the even policy. */
  readonly marginals: Marginals | null;
  /** What they stand for. */
  readonly bars: Bars;
  /** The highest probability that each decision's choices can reach; empty draws no dashes. */
  readonly largestProbability: readonly number[];
  /** Per graph and candidate: how many of the `steps` shared-weight steps trained that edge. */
  readonly uses: readonly Uint32Array[] | null;
  readonly steps: number;
  /** ρ: the share of skips that a search of whole networks is drawn to; null where nothing draws it. */
  readonly skipTarget: number | null;
  /** Null for spaces that are not cells stacked into a network. */
  readonly network: NetworkPlan | null;
  /** How the text begins that recurrent cells read; empty where there is none. */
  readonly excerpt: string;
  /** The edge that the sentence speaks of. */
  readonly told: EdgeAddress | null;
  /** False above 4 children a second; reduced motion is honoured whatever it says. */
  readonly animate: boolean;
  /** The child drawn is the person's own: the caption stands out. */
  readonly edited: boolean;
  readonly onchange: (decision: number, choice: number) => void;
}
