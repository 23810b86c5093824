import type { Architecture, CandidateEdge, Space } from '../../space/space.ts';

/** How often shared-weight steps trained each candidate edge: `counts[graph][candidate]`. */
export class EdgeUses {
  readonly counts: readonly Uint32Array[];
  readonly #space: Space;
  readonly #places: readonly ReadonlyMap<string, number>[];

  constructor(space: Space) {
    this.#space = space;
    this.counts = space.graphs.map((graph) => new Uint32Array(graph.candidates.length));
    this.#places = space.graphs.map((graph) => new Map(graph.candidates.map((edge, index) => [keyOf(edge), index])));
  }

  add(architecture: Architecture): void {
    this.#space.describe(architecture).forEach((child, graph) => {
      const row = this.counts[graph];
      for (const edge of child.edges) {
        const index = this.#places[graph]?.get(keyOf(edge));
        if (row !== undefined && index !== undefined) row[index] = (row[index] ?? 0) + 1;
      }
    });
  }
}

function keyOf({ when }: CandidateEdge): string {
  return when.map(({ decision, choice }) => `${decision}.${choice}`).join(' ');
}
