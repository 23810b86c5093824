import type { ParameterSpec } from '../parameters.ts';
import type { Architecture } from '../space.ts';
import type { ActivationId } from './activations.ts';
import type { RecurrentConfig } from './config.ts';
import { decode } from './decode.ts';

/**
 * The shared weights by key (methods/enas section 4); H = width, V = vocabulary. Matrices stand rows = inputs; their
 * first H columns make what passes the activation (W^h), the last H the gate (W^c).
 *
 * - `embedding` [V, H]: rows are what the cell reads of a character, and transposed the output layer (tied)
 * - `node0/character`, `node0/state` [H, 2H]: node 0 reads the character and the state before it
 * - `node3/from1` [H, 2H]: node 3 reading node 1
 *
 * With keys by activation every one but the embedding ends in it: `node3/from1/tanh`.
 */
export const embeddingKey = 'embedding';

/** The matrices that a node reads through, in the order of its inputs: one, or two for node 0. */
export function nodeKeys(
  { keys }: RecurrentConfig,
  node: number,
  input: number | null,
  activation: ActivationId,
): readonly string[] {
  const end = keys === 'edge' ? '' : `/${activation}`;
  return input === null
    ? [`node${node}/character${end}`, `node${node}/state${end}`]
    : [`node${node}/from${input}${end}`];
}

/** All shared weights of the space, in network order. */
export function parameterSpecs(config: RecurrentConfig): ParameterSpec[] {
  const activations = config.keys === 'edge' ? config.activations.slice(0, 1) : config.activations;
  const keys = Array.from({ length: config.nodes }, (_, node) => {
    const inputs = node === 0 ? [null] : Array.from({ length: node }, (_, input) => input);
    return inputs.flatMap((input) => activations.flatMap((activation) => nodeKeys(config, node, input, activation)));
  });
  return [embedding(config), ...keys.flat().map((key) => matrix(config, key))];
}

/** The weights that one child uses, in network order: a subset of `parameterSpecs`. Throws as `decode` does. */
export function childParameters(config: RecurrentConfig, architecture: Architecture): ParameterSpec[] {
  const { nodes } = decode(config, architecture);
  const keys = nodes.flatMap(({ input, activation }, node) => nodeKeys(config, node, input, activation));
  return [embedding(config), ...keys.map((key) => matrix(config, key))];
}

function embedding({ vocabulary, width }: RecurrentConfig): ParameterSpec {
  return { key: embeddingKey, shape: [vocabulary, width], initialisation: unitVariance(width) };
}

function matrix({ width }: RecurrentConfig, key: string): ParameterSpec {
  return { key, shape: [width, 2 * width], initialisation: unitVariance(width) };
}

/** Standard deviation √(1 / H): sums over H numbers keep their size (half of what `he-normal` takes, for ReLU). */
function unitVariance(width: number): ParameterSpec['initialisation'] {
  return { kind: 'he-normal', fanIn: 2 * width };
}
