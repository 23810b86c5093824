import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { cellIds } from '../../../src/space/micro/decisions.ts';
import { CELL_INPUTS, decode, type Term } from '../../../src/space/micro/genotype.ts';
import { planNetwork } from '../../../src/space/micro/network.ts';
import { operationFacts } from '../../../src/space/micro/operations.ts';
import type { MicroShape } from '../../../src/space/micro/shape.ts';
import { UsageError } from '../../command-line.ts';
import type { InspectedFamily } from './family.ts';
import { imageInWords, wishedImages } from './images.ts';

export const micro: InspectedFamily<MicroConfig, MicroShape> = {
  notations: 'micro cells have 4 a node and cell (up to 5 nodes)',
  help: [
    'index operation index operation of each node; the normal cell, “|” or a line break or',
    'nothing, the reduction cell; 0 sep 3×3, 1 sep 5×5, 2 avg 3×3, 3 max 3×3, 4 identity',
  ],
  shape({ nodes: count, cells }) {
    const nodes = count === 1 ? '1 node' : `${count} nodes`;
    return cells === 1 ? `one cell of ${nodes}` : `two cells of ${nodes} each`;
  },
  wished: (config, wishes) => ({
    ...config,
    ...stagesOf(config.stages, wishes.layers),
    channels: wishes.channels ?? config.channels,
    ...wishedImages(config, wishes),
  }),
  decoded(config, architecture) {
    const term = ({ operation, input }: Term): string => `${operationFacts[operation].label} of ${input}`;
    const cells = decode(config, architecture).map(({ blocks }, cell) => ({
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
      network: `${imageInWords(config)}, ${kinds.join(' · ')}, ${config.channels} channels at first, ${config.classes} classes`,
    };
  },
  output: (looseEnds) =>
    looseEnds.length === 1
      ? `is node ${looseEnds.join()}, the only loose end`
      : `joins the loose ends ${looseEnds.join(', ')}`,
  note({ role, id }, looseEnds) {
    if (role === 'output') return `concat ${looseEnds.join(', ')}`;
    return role === 'input' ? `k−${CELL_INPUTS - id}` : undefined;
  },
};

/** Normal cells stand in equal runs: three as in the ENAS scripts where that comes out even, else two. */
function stagesOf(stages: number, layers: number | null): { stages?: number; cellsPerStage?: number } {
  if (layers === null) return {};
  if (stages === 1) return { cellsPerStage: layers };
  const equal = [3, 2].find((number) => layers % number === 0);
  if (equal === undefined) {
    throw new UsageError(
      `${layers} normal cells make no two or three equal stages; --layers must be a multiple of 2 or 3.`,
    );
  }
  return { stages: equal, cellsPerStage: layers / equal };
}
