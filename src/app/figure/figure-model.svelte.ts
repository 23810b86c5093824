import { prefersReducedMotion } from 'svelte/motion';
import type { Architecture, Condition, Space } from '../../space/space.ts';
import { fitFor } from './fit.svelte.ts';
import { isUpright } from './layout.ts';
import { evenMarginals } from './probabilities.ts';
import type { Bars, ColourBy, FigureProps, Marginals } from './types.ts';

/** What all parts of a figure read: what it was given, and how it stands on the page. */
export class FigureModel<S extends Space = Space> {
  /** Pixels of the place that it is drawn in; 0 before that is known. */
  width = $state(0);
  colourBy: ColourBy = $state('operation');
  readonly fit = $derived.by(() => (this.large ? 'large' : fitFor(this.width)));
  /** Down the page instead of across it. */
  readonly upright = $derived(isUpright(this.fit));
  readonly marginals: Marginals = $derived.by(() => this.props().marginals ?? evenMarginals(this.space.decisions));
  readonly animate = $derived.by(() => this.props().animate && !prefersReducedMotion.current);
  /** Whether some choice cannot become certain: its bound is drawn. */
  readonly bounded = $derived.by(() => this.largestProbability.some((p) => p < 1));

  constructor(private readonly props: () => FigureProps & { readonly space: S }) {}

  get space(): S {
    return this.props().space;
  }

  get child(): Architecture | null {
    return this.props().child;
  }

  /** For a room: nothing but the drawing and its key. */
  get large(): boolean {
    return this.props().large;
  }

  get bars(): Bars {
    return this.props().bars;
  }

  get policy(): boolean {
    return this.props().policy;
  }

  get largestProbability(): readonly number[] {
    return this.props().largestProbability;
  }

  get uses(): readonly Uint32Array[] | null {
    return this.props().uses;
  }

  get steps(): number {
    return this.props().steps;
  }

  get settings(): FigureProps['settings'] {
    return this.props().settings;
  }

  get examples(): FigureProps['examples'] {
    return this.props().examples;
  }

  get told(): Condition | null {
    return this.props().told;
  }

  /** Gives the child another choice. */
  change(decision: number, choice: number): void {
    this.props().onchange(decision, choice);
  }
}
