import { defaultSettings } from '../../src/experiment/schema.ts';
import { activationIds } from '../../src/space/recurrent/activations.ts';
import { operationIds as macroOperations } from '../../src/space/macro/operations.ts';
import { operationIds as microOperations } from '../../src/space/micro/operations.ts';
import type { Shape } from '../../src/space/shapes.ts';
import type { SpaceConfig } from '../../src/space/spaces.ts';
import { type NetworkWishes, UsageError } from './order.ts';

const CLASSES = 10;
/** Of a recurrent network: state and embedding (methods/enas section 6, ours), and characters. */
const WIDTH = 64;
const VOCABULARY = 64;
/** Truncation changes how a network is trained, not what it costs for a character. */
const STEPS = 32;

/** The space, with all its operations, that a notation of this shape is read in. */
export function configOf(shape: Shape, wishes: NetworkWishes): SpaceConfig {
  const image = {
    stem: wishes.stem ?? defaultSettings.stem,
    imageSide: wishes.imageSide ?? Number(defaultSettings.imageSide),
    classes: wishes.classes ?? CLASSES,
  };
  switch (shape.family) {
    case 'micro':
      return {
        family: 'micro',
        nodes: shape.nodes,
        operations: microOperations,
        channels: wishes.channels ?? defaultSettings.channels,
        ...stagesOf(shape.cells, wishes.layers),
        ...image,
      };
    case 'macro':
      return {
        family: 'macro',
        layers: wishes.layers ?? shape.layers,
        operations: macroOperations,
        channels: wishes.channels ?? defaultSettings.layerChannels,
        ...image,
      };
    case 'recurrent':
      refuseImages(wishes);
      return {
        family: 'recurrent',
        nodes: shape.nodes,
        activations: activationIds,
        width: wishes.channels ?? WIDTH,
        output: 'loose-ends',
        keys: 'edge',
        vocabulary: wishes.classes ?? VOCABULARY,
        steps: STEPS,
      };
  }
}

/** Normal cells stand in equal runs: three as in the ENAS scripts where that comes out even, else two. */
function stagesOf(cells: 1 | 2, layers: number | null): { stages: number; cellsPerStage: number } {
  if (cells === 1) return { stages: 1, cellsPerStage: layers ?? 1 };
  if (layers === null)
    return { stages: Math.max(2, defaultSettings.stages), cellsPerStage: defaultSettings.cellsPerStage };
  const stages = [3, 2].find((number) => layers % number === 0);
  if (stages === undefined) {
    throw new UsageError(
      `${layers} normal cells make no two or three equal stages; --layers must be a multiple of 2 or 3.`,
    );
  }
  return { stages, cellsPerStage: layers / stages };
}

function refuseImages(wishes: NetworkWishes): void {
  for (const [option, given] of [
    ['--layers', wishes.layers],
    ['--image', wishes.imageSide],
    ['--stem', wishes.stem],
  ] as const) {
    if (given !== null) throw new UsageError(`A recurrent cell reads characters: ${option} does not go with it.`);
  }
}
