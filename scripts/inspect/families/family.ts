import type { PlacedNode } from '../../../src/app/figure/layout.ts';
import type { Architecture } from '../../../src/space/space.ts';
import type { NetworkWishes } from '../order.ts';

/** What a notation says, as data for `--json` and as a table for people; and the network that it is put into. */
export interface Decoded {
  readonly data: { readonly cells: readonly object[] } | { readonly layers: readonly object[] };
  /** One a graph of the space: rows of cells, headings first. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  readonly network: string;
}

/** How one family is inspected: one file each, and a line in `families.ts`. */
export interface InspectedFamily<Config, Shape> {
  /** What its notations are by the count of their numbers, as part of a sentence. */
  readonly notations: string;
  /** How its notation is written, for `--help`: lines of up to 100 characters. */
  readonly help: readonly string[];
  /** A shape in words, where a notation could have another. */
  shape(shape: Shape): string;
  /** The configuration with what is wished otherwise. Throws a `UsageError` where that makes no network. */
  wished(config: Config, wishes: NetworkWishes): Config;
  decoded(config: Config, architecture: Architecture): Decoded;
  /** What the output of a graph does with its loose ends. */
  output(looseEnds: readonly number[]): string;
  /** Words at a node of the picture; undefined for none. */
  note(node: PlacedNode, looseEnds: readonly number[]): string | undefined;
}
