import { windowWords } from '../../../engine/kernels/recurrent/characters.ts';
import { packWindows } from '../../../engine/layers/recurrent/characters.ts';
import type { RecurrentModel } from '../../../engine/layers/recurrent/cells.ts';
import type { Parameter, ParameterLayout } from '../../../engine/parameters.ts';
import type { RecurrentConfig } from '../../../space/recurrent/config.ts';
import { decode, outputNodes } from '../../../space/recurrent/decode.ts';
import { embeddingKey, nodeKeys } from '../../../space/recurrent/parameters.ts';
import type { Architecture } from '../../../space/space.ts';
import { burnIn } from '../../../task/text/split.ts';
import { checkedText } from '../../check-text.ts';
import type { EngineFamily } from '../family.ts';
import { RecurrentNetwork } from './network.ts';

/** Recurrent networks on the engine (methods/enas 3.2). */
export function recurrentFamily(config: RecurrentConfig, layout: ParameterLayout): EngineFamily {
  const childOf = (architecture: Architecture): RecurrentModel => {
    const cell = decode(config, architecture);
    const matrices = cell.nodes.map(({ input, activation }, node) =>
      nodeKeys(config, node, input, activation).map((key) => layout.get(key)),
    );
    return {
      embedding: layout.get(embeddingKey),
      character: matrices[0]?.[0] as Parameter,
      nodes: cell.nodes.map((node, l) => ({ ...node, matrix: matrices[l]?.at(-1) as Parameter })),
      outputs: outputNodes(config, cell),
    };
  };
  return {
    contributions: 1,
    predictions: config.steps - burnIn(config.steps),
    mixedLengths: [],
    exampleBytes: windowWords(config.steps) * Uint32Array.BYTES_PER_ELEMENT,
    pack(split, data) {
      const { symbols, count, steps } = checkedText(split, data, config);
      return packWindows(symbols, count, steps);
    },
    network: (tape, size, gradients) => new RecurrentNetwork(tape, config, size, childOf, gradients),
    mixedPlan: () => Promise.reject(new RangeError('Recurrent cells cannot be mixed.')),
  };
}
