import type { MacroConfig } from '../../../src/space/macro/config.ts';
import { decode } from '../../../src/space/macro/genotype.ts';
import { operationFacts } from '../../../src/space/macro/operations.ts';
import type { MacroShape } from '../../../src/space/macro/shape.ts';
import type { InspectedFamily } from './family.ts';
import { imageInWords, wishedImages } from './images.ts';

export const macro: InspectedFamily<MacroConfig, MacroShape> = {
  notations: 'macro networks 1 + 2 + … + layers',
  help: [
    "a layer's operation, then a bit for each earlier one: 0 the stem, k the layer k;",
    '0 conv 3×3, 1 sep 3×3, 2 conv 5×5, 3 sep 5×5, 4 avg 3×3, 5 max 3×3',
  ],
  shape: () => 'macro',
  wished: (config, wishes) => ({
    ...config,
    layers: wishes.layers ?? config.layers,
    channels: wishes.channels ?? config.channels,
    ...wishedImages(config, wishes),
  }),
  decoded(config, architecture) {
    const layers = decode(config, architecture).map((genotype, index) => ({ layer: index + 1, ...genotype }));
    return {
      data: { layers },
      tables: [
        [
          ['layer', 'operation', 'adds'],
          ...layers.map(({ layer, operation, skips }) => [
            String(layer),
            operationFacts[operation].label,
            skips.map((node) => (node === 0 ? 'stem' : String(node))).join(', ') || '–',
          ]),
        ],
      ],
      network: `${imageInWords(config)}, ${config.layers} layers, ${config.channels} channels, ${config.classes} classes`,
    };
  },
  output: (looseEnds) => `is layer ${looseEnds.join(', ')}`,
  note: () => undefined,
};
