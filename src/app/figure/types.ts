import type { Bars } from '../../experiment/methods/bars.ts';
import type { Settings } from '../../experiment/settings.ts';
import type { Architecture, Condition, Space } from '../../space/space.ts';
import type { ImageExamples, TextExamples } from '../../worker/protocol.ts';

export type { Bars };

/** One distribution a decision, in the order of `Space.decisions`. */
export type Marginals = readonly (readonly number[])[];

/** What colours the strands and lines: the operation, or how often the edge's shared weights were trained. */
export type ColourBy = 'operation' | 'trained';

export interface FigureProps {
  readonly space: Space;
  /** Drawn bold; null draws only the candidates. */
  readonly child: Architecture | null;
  /** What is said of the child beside the tabs. */
  readonly caption: string;
  /** Null is the even policy. */
  readonly marginals: Marginals | null;
  /** What they stand for. */
  readonly bars: Bars;
  /** Whether they are those of a policy that learns. */
  readonly policy: boolean;
  /** The highest probability that each decision's choices can reach; empty draws no dashes. */
  readonly largestProbability: readonly number[];
  /** Per graph and candidate: how many of the `steps` shared-weight steps trained that edge. */
  readonly uses: readonly Uint32Array[] | null;
  readonly steps: number;
  /** Of the run in view: what a family draws beside its space follows from them. */
  readonly settings: Settings;
  /** What is learned from; null before it is known. */
  readonly examples: ImageExamples | TextExamples | null;
  /** The choice that the sentence speaks of. */
  readonly told: Condition | null;
  /** False above 4 children a second; reduced motion is honoured whatever it says. */
  readonly animate: boolean;
  /** For a room: the drawing alone, with large type, as high as its place. */
  readonly large: boolean;
  /** The child drawn is the person's own: the caption stands out. */
  readonly edited: boolean;
  readonly onchange: (decision: number, choice: number) => void;
}
