import { activationFacts } from '../../../src/space/recurrent/activations.ts';
import type { RecurrentConfig } from '../../../src/space/recurrent/config.ts';
import { decode } from '../../../src/space/recurrent/decode.ts';
import type { RecurrentShape } from '../../../src/space/recurrent/shape.ts';
import { UsageError } from '../../command-line.ts';
import type { NetworkWishes } from '../order.ts';
import type { InspectedFamily } from './family.ts';

export const recurrent: InspectedFamily<RecurrentConfig, RecurrentShape> = {
  notations: 'recurrent cells 2 a node less one',
  help: [
    'activation of node 0, then input and activation of each later node;',
    '0 tanh, 1 ReLU, 2 identity, 3 sigmoid',
  ],
  shape: () => 'recurrent',
  wished(config, wishes) {
    refuseImages(wishes);
    return {
      ...config,
      width: wishes.channels ?? config.width,
      vocabulary: wishes.classes ?? config.vocabulary,
    };
  },
  decoded(config, architecture) {
    const nodes = decode(config, architecture).nodes.map((node, index) => ({ node: index, ...node }));
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
  },
  output: (looseEnds) =>
    looseEnds.length === 1
      ? `is node ${looseEnds.join()}, the only loose end`
      : `is the mean of the loose ends ${looseEnds.join(', ')}`,
  note: ({ role }, looseEnds) => (role === 'output' ? `mean ${looseEnds.join(', ')}` : undefined),
};

function refuseImages(wishes: NetworkWishes): void {
  for (const [option, given] of [
    ['--layers', wishes.layers],
    ['--image', wishes.imageSide],
    ['--stem', wishes.stem],
  ] as const) {
    if (given !== null) throw new UsageError(`A recurrent cell reads characters: ${option} does not go with it.`);
  }
}
