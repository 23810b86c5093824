import { decode as decodeMacro } from '../../src/space/macro/genotype.ts';
import { operationFacts as macroFacts } from '../../src/space/macro/operations.ts';
import { cellIds } from '../../src/space/micro/decisions.ts';
import { CELL_INPUTS, decode as decodeMicro, type Term } from '../../src/space/micro/genotype.ts';
import { planNetwork } from '../../src/space/micro/network.ts';
import { operationFacts as microFacts } from '../../src/space/micro/operations.ts';
import { activationFacts } from '../../src/space/recurrent/activations.ts';
import { decode as decodeRecurrent } from '../../src/space/recurrent/decode.ts';
import type { Architecture } from '../../src/space/space.ts';
import type { AnySpace } from '../../src/space/spaces.ts';

/** What a notation says, as data for `--json` and as a table for people; and the network that it is put into. */
export interface Decoded {
  readonly data: { readonly cells: readonly object[] } | { readonly layers: readonly object[] };
  /** One a graph of the space: rows of cells, headings first. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  readonly network: string;
}

/** Decodes a child of a space of any family. */
export function decoded(space: AnySpace, architecture: Architecture): Decoded {
  switch (space.id) {
    case 'micro':
      return micro(space.config, architecture);
    case 'macro':
      return macro(space.config, architecture);
    case 'recurrent':
      return recurrent(space.config, architecture);
  }
}

type ConfigOf<F extends AnySpace['id']> = Extract<AnySpace, { id: F }>['config'];

function micro(config: ConfigOf<'micro'>, architecture: Architecture): Decoded {
  const term = ({ operation, input }: Term): string => `${microFacts[operation].label} of ${input}`;
  const cells = decodeMicro(config, architecture).map(({ blocks }, cell) => ({
    id: cellIds[cell],
    blocks: blocks.map((terms, block) => ({ node: block + CELL_INPUTS, terms })),
  }));
  const kinds = planNetwork(config).cells.map(({ kind }) => kind);
  return {
    data: { cells },
    tables: cells.map(({ blocks }) => [
      ['node', 'side A', 'side B'],
      ...blocks.map(({ node, terms }) => [String(node), term(terms[0]), term(terms[1])]),
    ]),
    network: `${image(config)}, ${kinds.join(' · ')}, ${config.channels} channels at first, ${config.classes} classes`,
  };
}

function macro(config: ConfigOf<'macro'>, architecture: Architecture): Decoded {
  const layers = decodeMacro(config, architecture).map((genotype, index) => ({ layer: index + 1, ...genotype }));
  return {
    data: { layers },
    tables: [
      [
        ['layer', 'operation', 'adds'],
        ...layers.map(({ layer, operation, skips }) => [
          String(layer),
          macroFacts[operation].label,
          skips.map((node) => (node === 0 ? 'stem' : String(node))).join(', ') || '–',
        ]),
      ],
    ],
    network: `${image(config)}, ${config.layers} layers, ${config.channels} channels, ${config.classes} classes`,
  };
}

function recurrent(config: ConfigOf<'recurrent'>, architecture: Architecture): Decoded {
  const nodes = decodeRecurrent(config, architecture).nodes.map((node, index) => ({ node: index, ...node }));
  return {
    data: { cells: [{ id: 'cell', nodes }] },
    tables: [
      [
        ['node', 'activation', 'reads'],
        ...nodes.map(({ node, activation, input }) => [
          String(node),
          activationFacts[activation].label,
          input === null ? 'x and h' : String(input),
        ]),
      ],
    ],
    network: `${config.vocabulary} characters, state of ${config.width}, tied embedding`,
  };
}

function image({ imageSide, stem }: ConfigOf<'micro'> | ConfigOf<'macro'>): string {
  return `${imageSide} × ${imageSide} grey image, stem ${stem}`;
}
