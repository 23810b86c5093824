import type { ParameterSpec } from '../parameters.ts';
import type { Architecture } from '../space.ts';
import type { StemPlan } from '../stem.ts';
import type { MicroConfig } from './config.ts';
import { CELL_INPUTS, decode, genotypeOf } from './genotype.ts';
import { planNetwork, type CellPlan, type HeadPlan, type NetworkPlan } from './network.ts';
import { isConvolution, operationFacts, type OperationId } from './operations.ts';

/**
 * The shared weights by key, one tensor a key (methods/enas section 4). Layer = index of the cell in the network;
 * every layer has its own copy. Each prefix below is followed by `/` and the name of the tensor:
 *
 * - `stem`: weights [k, k, 1, 3C], scale, offset [3C]
 * - `layer0/input1` (0 = two cells back, 1 = the cell before): calibrated: weights [1, 1, Cin, C]; reduced: path0 and
 *   path1 [1, 1, Cin, C/2]; either: scale, offset [C]; none where the input fits
 * - `layer0/block1/x/input2/sep3/stack0` (x is the first term, y the second; each separable convolution is a stack of
 *   two): depthwise [k, k, C, 1], pointwise [1, 1, C, C], scale, offset [C]
 * - `layer0/output`: node2 [C, C], the rows of the 1×1 convolution that read that node; scale, offset [C]
 * - `classifier`: weights [C, classes]
 */
export const keyPrefix = {
  stem: 'stem',
  input: (layer: number, input: 0 | 1): string => `layer${layer}/input${input}`,
  separable: (layer: number, block: number, side: 0 | 1, input: number, operation: OperationId, stack: 0 | 1): string =>
    `layer${layer}/block${block}/${side === 0 ? 'x' : 'y'}/input${input}/${operation}/stack${stack}`,
  output: (layer: number): string => `layer${layer}/output`,
  classifier: 'classifier',
} as const;

/** All shared weights of the space, in network order. */
export function parameterSpecs(config: MicroConfig): ParameterSpec[] {
  const plan = planNetwork(config);
  const convolutions = config.operations.filter(isConvolution);
  return network(plan, (cell) => [
    ...Array.from({ length: config.nodes }, (_, block) =>
      sides.flatMap((side) =>
        Array.from({ length: block + CELL_INPUTS }, (_, input) =>
          convolutions.flatMap((operation) => separable(cell, block, side, input, operation)),
        ).flat(),
      ),
    ).flat(),
    ...Array.from({ length: config.nodes + CELL_INPUTS }, (_, node) => looseEnd(cell, node)),
  ]);
}

/** The weights that one child uses, in network order: a subset of `parameterSpecs`. Throws as `decode` does. */
export function childParameters(config: MicroConfig, architecture: Architecture): ParameterSpec[] {
  const genotypes = decode(config, architecture);
  return network(planNetwork(config), (cell) => {
    const { blocks, looseEnds } = genotypeOf(genotypes, cell.kind);
    return [
      ...blocks.flatMap((terms, block) =>
        sides.flatMap((side) => {
          const { input, operation } = terms[side];
          return isConvolution(operation) ? separable(cell, block, side, input, operation) : [];
        }),
      ),
      ...looseEnds.map((node) => looseEnd(cell, node)),
    ];
  });
}

/** The keys of `childParameters`. */
export function childKeys(config: MicroConfig, architecture: Architecture): string[] {
  return childParameters(config, architecture).map((spec) => spec.key);
}

const sides = [0, 1] as const;

function network(plan: NetworkPlan, inside: (cell: CellPlan) => ParameterSpec[]): ParameterSpec[] {
  return [
    ...stem(plan.stem),
    ...plan.cells.flatMap((cell) => [
      ...sides.flatMap((input) => adapter(cell, input)),
      ...inside(cell),
      ...normalisation(keyPrefix.output(cell.index), cell.channels),
    ]),
    ...classifier(plan.head),
  ];
}

function stem({ kernel, channels }: StemPlan): ParameterSpec[] {
  return [
    weights(keyPrefix.stem, 'weights', [kernel, kernel, 1, channels], kernel ** 2),
    ...normalisation(keyPrefix.stem, channels),
  ];
}

function adapter(cell: CellPlan, input: 0 | 1): ParameterSpec[] {
  const prefix = keyPrefix.input(cell.index, input);
  const { channels, adapter } = cell.inputs[input];
  switch (adapter) {
    case 'none':
      return [];
    case 'calibrate':
      return [
        weights(prefix, 'weights', [1, 1, channels, cell.channels], channels),
        ...normalisation(prefix, cell.channels),
      ];
    case 'reduce':
      return [
        weights(prefix, 'path0', [1, 1, channels, cell.channels / 2], channels),
        weights(prefix, 'path1', [1, 1, channels, cell.channels / 2], channels),
        ...normalisation(prefix, cell.channels),
      ];
  }
}

function separable(
  { index, channels }: CellPlan,
  block: number,
  side: 0 | 1,
  input: number,
  operation: OperationId,
): ParameterSpec[] {
  const { kernel } = operationFacts[operation];
  return sides.flatMap((stack) => {
    const prefix = keyPrefix.separable(index, block, side, input, operation, stack);
    return [
      weights(prefix, 'depthwise', [kernel, kernel, channels, 1], kernel ** 2),
      weights(prefix, 'pointwise', [1, 1, channels, channels], channels),
      ...normalisation(prefix, channels),
    ];
  });
}

/** How many nodes share the sum differs by child; batch-norm follows, so the fan-in counts one node. */
function looseEnd({ index, channels }: CellPlan, node: number): ParameterSpec {
  return weights(keyPrefix.output(index), `node${node}`, [channels, channels], channels);
}

function classifier({ channels, classes }: HeadPlan): ParameterSpec[] {
  return [weights(keyPrefix.classifier, 'weights', [channels, classes], channels)];
}

function weights(prefix: string, name: string, shape: readonly number[], fanIn: number): ParameterSpec {
  return { key: `${prefix}/${name}`, shape, initialisation: { kind: 'he-normal', fanIn } };
}

function normalisation(prefix: string, channels: number): ParameterSpec[] {
  return [
    { key: `${prefix}/scale`, shape: [channels], initialisation: { kind: 'ones' } },
    { key: `${prefix}/offset`, shape: [channels], initialisation: { kind: 'zeros' } },
  ];
}
