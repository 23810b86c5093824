import { spaceOf } from '../../src/experiment/build.ts';
import { settingsOfShape } from '../../src/experiment/notation.ts';
import { defaultSettings } from '../../src/experiment/schema.ts';
import type { Shape } from '../../src/space/shapes.ts';
import type { SpaceConfig } from '../../src/space/spaces.ts';
import { UsageError } from '../command-line.ts';
import type { NetworkWishes } from './order.ts';

/** The space that a notation of this shape is read in: that of the page's defaults but for what is wished otherwise. */
export function configOf(shape: Shape, wishes: NetworkWishes): SpaceConfig {
  const { config } = spaceOf(settingsOfShape(shape, defaultSettings));
  switch (config.family) {
    case 'micro':
      return {
        ...config,
        ...stagesOf(config.stages, wishes.layers),
        channels: wishes.channels ?? config.channels,
        ...imageOf(config, wishes),
      };
    case 'macro':
      return {
        ...config,
        layers: wishes.layers ?? config.layers,
        channels: wishes.channels ?? config.channels,
        ...imageOf(config, wishes),
      };
    case 'recurrent':
      refuseImages(wishes);
      return {
        ...config,
        width: wishes.channels ?? config.width,
        vocabulary: wishes.classes ?? config.vocabulary,
      };
  }
}

type ImageConfig = Exclude<SpaceConfig, { family: 'recurrent' }>;

function imageOf(config: ImageConfig, wishes: NetworkWishes): Pick<ImageConfig, 'stem' | 'imageSide' | 'classes'> {
  return {
    stem: wishes.stem ?? config.stem,
    imageSide: wishes.imageSide ?? config.imageSide,
    classes: wishes.classes ?? config.classes,
  };
}

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

function refuseImages(wishes: NetworkWishes): void {
  for (const [option, given] of [
    ['--layers', wishes.layers],
    ['--image', wishes.imageSide],
    ['--stem', wishes.stem],
  ] as const) {
    if (given !== null) throw new UsageError(`A recurrent cell reads characters: ${option} does not go with it.`);
  }
}
