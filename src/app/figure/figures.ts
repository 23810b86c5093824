import type { Component } from 'svelte';
import type { Space } from '../../space/space.ts';
import type { AnySpace } from '../../space/spaces.ts';
import type { FigureModel } from './figure-model.svelte.ts';
import { Lazy } from './lazy.svelte.ts';

/** A tab beside those of the space's graphs. */
interface FigureView<S extends Space> {
  readonly id: string;
  readonly label: string;
  load(): Promise<{ readonly default: Component<{ figure: FigureModel<S> }> }>;
}

/** Draws one graph of a space, by its index. */
export type GraphPart<S extends Space> = Component<{ figure: FigureModel<S>; graph: number }>;

/** How a family of spaces is drawn; its code is fetched when it is first wanted. */
interface FamilyFigure<S extends Space> {
  readonly views: readonly FigureView<S>[];
  /** What draws a graph, and what stands beside the tabs meanwhile. */
  readonly parts: Lazy<{ readonly Graph: GraphPart<S>; readonly Beside?: GraphPart<S> }>;
}

const figures: { readonly [Id in AnySpace['id']]: FamilyFigure<Extract<AnySpace, { readonly id: Id }>> } = {
  micro: {
    views: [{ id: 'network', label: 'whole network', load: () => import('./micro/WholeNetwork.svelte') }],
    parts: new Lazy(() => import('./micro/parts.ts')),
  },
  macro: {
    views: [],
    parts: new Lazy(() => import('./macro/parts.ts')),
  },
  recurrent: {
    views: [{ id: 'unrolled', label: 'unrolled in time', load: () => import('./recurrent/Unrolled.svelte') }],
    parts: new Lazy(() => import('./recurrent/parts.ts')),
  },
};

/** The figure of a space's family. Throws a `RangeError` for a family that has none. */
export function figureOf({ id }: Space): FamilyFigure<Space> {
  // Each entry is made for the spaces of its id alone.
  const figure = (figures as unknown as Readonly<Record<string, FamilyFigure<Space> | undefined>>)[id];
  if (figure === undefined) throw new RangeError(`No figure is known for spaces of the family “${id}”.`);
  return figure;
}
