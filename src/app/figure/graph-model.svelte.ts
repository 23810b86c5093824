import type { CandidateEdge, GraphDescription } from '../../space/space.ts';
import type { FigureModel } from './figure-model.svelte.ts';
import { candidateWith, chosenCandidates, edgeProbability, type EdgeProbability } from './probabilities.ts';

/** What all parts of the drawing of one graph read; candidates go by their index. */
export class GraphModel {
  /** The candidate whose arc is pointed at. */
  pointedArc: number | null = $state(null);
  /** Whose menu is open, as the drawing counts them, and what it stands beside. */
  menu: { readonly at: number; readonly anchor: Element } | null = $state.raw(null);

  readonly description: GraphDescription | undefined = $derived.by(() => this.figure.space.graphs[this.index()]);
  readonly candidates: readonly CandidateEdge[] = $derived(this.description?.candidates ?? []);
  readonly probabilities: readonly number[] = $derived(
    this.candidates.map((candidate) => edgeProbability(candidate, this.figure.marginals).product),
  );
  readonly uses: Uint32Array | null = $derived.by(() => this.figure.uses?.[this.index()] ?? null);
  /** Steps that trained the most trained candidate; null before anything was counted. */
  readonly mostUses = $derived(this.uses?.reduce((most, count) => Math.max(most, count), 0) ?? null);
  /** Candidates that the child chose, by node; empty without a child. */
  readonly chosen: readonly number[] = $derived.by(() =>
    this.description ? chosenCandidates(this.description, this.figure.child) : [],
  );
  /** The candidate with the choice that the sentence speaks of. */
  readonly told = $derived.by(() => candidateWith(this.candidates, this.figure.told, this.figure.child));
  readonly toldNode = $derived(this.told === null ? null : (this.candidates[this.told]?.to ?? null));

  constructor(
    private readonly ofFigure: () => FigureModel,
    /** Into `Space.graphs`. */
    private readonly index: () => number,
  ) {}

  get figure(): FigureModel {
    return this.ofFigure();
  }

  probabilityOf(candidate: CandidateEdge): EdgeProbability {
    return edgeProbability(candidate, this.figure.marginals);
  }

  /** How often a candidate was trained, as a share of the most trained one; null where colour does not say it. */
  trainedShare(candidate: number): number | null {
    if (this.figure.colourBy !== 'trained') return null;
    return (this.uses?.[candidate] ?? 0) / Math.max(1, this.mostUses ?? 1);
  }
}
