import type { ParameterSpec } from '../parameters.ts';
import type { Architecture } from '../space.ts';
import type { MacroConfig } from './config.ts';
import { decode, readAfter } from './genotype.ts';
import { type NetworkPlan, planNetwork } from './network.ts';
import { operationFacts, type OperationId } from './operations.ts';

/**
 * The shared weights by key, one tensor a key (methods/enas section 4): by layer and operation, whatever skips are
 * chosen, since they are added. Each prefix below is followed by `/` and the name of the tensor:
 *
 * - `stem`: weights [k, k, 1, C], scale, offset [C]
 * - `layer0/sep3/entry`, the 1×1 convolution that every operation begins with: weights [1, 1, C, C], scale, offset [C]
 * - `layer0/conv3`: weights [k, k, C, C], scale, offset [C]; `layer0/sep3`: depthwise [k, k, C, 1], pointwise
 *   [1, 1, C, C], scale, offset [C]; none for a pool
 * - `layer1/output`, the batch-norm of the sum, from the second layer on: scale, offset [C]
 * - `pool0/node2`, the factorised reduction of node 2: path0, path1 [1, 1, C, C/2], scale, offset [C]
 * - `classifier`: weights [C, classes]
 */
export const keyPrefix = {
  stem: 'stem',
  entry: (layer: number, operation: OperationId): string => `layer${layer}/${operation}/entry`,
  operation: (layer: number, operation: OperationId): string => `layer${layer}/${operation}`,
  output: (layer: number): string => `layer${layer}/output`,
  reduction: (pool: number, node: number): string => `pool${pool}/node${node}`,
  classifier: 'classifier',
} as const;

/** All shared weights of the space, in network order. */
export function parameterSpecs(config: MacroConfig): ParameterSpec[] {
  return network(
    planNetwork(config),
    () => config.operations,
    (after) => Array.from({ length: after + 2 }, (_, node) => node),
  );
}

/**
 * The weights that one child uses, in network order: a subset of `parameterSpecs`. A node that no later layer reads is
 * not reduced. Throws as `decode` does.
 */
export function childParameters(config: MacroConfig, architecture: Architecture): ParameterSpec[] {
  const layers = decode(config, architecture);
  return network(
    planNetwork(config),
    (layer) => layers.slice(layer, layer + 1).map(({ operation }) => operation),
    (after) => readAfter(layers, after),
  );
}

/** The keys of `childParameters`. */
export function childKeys(config: MacroConfig, architecture: Architecture): string[] {
  return childParameters(config, architecture).map((spec) => spec.key);
}

function network(
  { stem, channels, layers, pools, head }: NetworkPlan,
  operationsOf: (layer: number) => readonly OperationId[],
  nodesAfter: (layer: number) => readonly number[],
): ParameterSpec[] {
  return [
    weights(keyPrefix.stem, 'weights', [stem.kernel, stem.kernel, 1, channels]),
    ...normalisation(keyPrefix.stem, channels),
    ...layers.flatMap(({ index }) => [
      ...operationsOf(index).flatMap((operation) => operationParameters(index, operation, channels)),
      ...(index > 0 ? normalisation(keyPrefix.output(index), channels) : []),
      ...pools
        .filter(({ after }) => after === index)
        .flatMap((pool) => nodesAfter(index).flatMap((node) => reduction(pool.index, node, channels))),
    ]),
    weights(keyPrefix.classifier, 'weights', [channels, head.classes]),
  ];
}

/** The weights of one operation of one layer, its 1×1 convolution included. */
export function operationParameters(layer: number, operation: OperationId, channels: number): ParameterSpec[] {
  const entry = keyPrefix.entry(layer, operation);
  const prefix = keyPrefix.operation(layer, operation);
  const { kernel, kind } = operationFacts[operation];
  const before = [weights(entry, 'weights', [1, 1, channels, channels]), ...normalisation(entry, channels)];
  switch (kind) {
    case 'pool':
      return before;
    case 'dense':
      return [
        ...before,
        weights(prefix, 'weights', [kernel, kernel, channels, channels]),
        ...normalisation(prefix, channels),
      ];
    case 'separable':
      return [
        ...before,
        weights(prefix, 'depthwise', [kernel, kernel, channels, 1], kernel ** 2),
        weights(prefix, 'pointwise', [1, 1, channels, channels]),
        ...normalisation(prefix, channels),
      ];
  }
}

function reduction(pool: number, node: number, channels: number): ParameterSpec[] {
  const prefix = keyPrefix.reduction(pool, node);
  return [
    weights(prefix, 'path0', [1, 1, channels, channels / 2]),
    weights(prefix, 'path1', [1, 1, channels, channels / 2]),
    ...normalisation(prefix, channels),
  ];
}

/** Fan-in: all but the last extent; a depthwise filter sees one channel only and says so. */
function weights(prefix: string, name: string, shape: readonly number[], fanIn?: number): ParameterSpec {
  const inputs = shape.slice(0, -1).reduce((product, extent) => product * extent, 1);
  return { key: `${prefix}/${name}`, shape, initialisation: { kind: 'he-normal', fanIn: fanIn ?? inputs } };
}

function normalisation(prefix: string, channels: number): ParameterSpec[] {
  return [
    { key: `${prefix}/scale`, shape: [channels], initialisation: { kind: 'ones' } },
    { key: `${prefix}/offset`, shape: [channels], initialisation: { kind: 'zeros' } },
  ];
}
