import { spaceConfigOf, trainingConfigOf } from '../../../src/experiment/build.ts';
import { defaultPreset } from '../../../src/experiment/presets.ts';
import { enasRecurrent } from '../../../src/experiment/presets/enas-recurrent.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import { kindOf } from '../../../src/experiment/task-kind.ts';
import { RandomStream } from '../../../src/math/random.ts';
import type { MacroConfig } from '../../../src/space/macro/config.ts';
import { type OperationId, operationIds } from '../../../src/space/macro/operations.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import type { Architecture } from '../../../src/space/space.ts';
import { createSpace, type SpaceConfig } from '../../../src/space/spaces.ts';
import type { TrainingConfig } from '../../../src/supernet/supernet.ts';
import type { ChildName } from '../names.ts';
import { benchFamily } from './families/families.ts';

/** The shared weights that children are taken from. */
export interface BenchSpace<Config = SpaceConfig> {
  readonly config: Config;
  readonly training: TrainingConfig;
}

/** One child, trained on batches of so many images, or windows of a text. */
export interface BenchChild<Config = SpaceConfig> extends BenchSpace<Config> {
  readonly architecture: Architecture;
  readonly batch: number;
}

const CLASSES = 10;
const PRESET_CHILD_SEED = 1;
const BATCH = 32;

/** Two cells of three nodes, on 14 × 14 pixels with 16 channels. */
const twoCells: MicroConfig = {
  family: 'micro',
  nodes: 3,
  operations: ['sep3', 'sep5', 'avg3', 'max3', 'identity'],
  channels: 16,
  stages: 1,
  cellsPerStage: 2,
  stem: 'conv3',
  imageSide: 14,
  classes: CLASSES,
};
const nesterov: TrainingConfig = { optimiser: 'nesterov', weightDecay: 1e-4, decayUnused: false, clipNorm: 5 };
const inTwoCells = { config: twoCells, training: nesterov, batch: BATCH };

/** Twelve layers on the same images with as many channels; the maps are halved after the fourth and the eighth. */
const twelveLayers: MacroConfig = {
  family: 'macro',
  layers: 12,
  operations: operationIds,
  channels: 16,
  stem: 'conv3',
  imageSide: 14,
  classes: CLASSES,
};

/** Layers that take these operations again and again; of the 66 possible skips every third. */
function macroChild(...operations: readonly OperationId[]): BenchChild {
  const architecture = Array.from({ length: twelveLayers.layers }, (_, layer) => [
    twelveLayers.operations.indexOf(operations[layer % operations.length] as OperationId),
    ...Array.from({ length: layer }, (_, node) => ((layer + node) % 3 === 0 ? 1 : 0)),
  ]);
  return { config: twelveLayers, training: nesterov, batch: BATCH, architecture: architecture.flat() };
}

/** A child of a preset's settings; where none is given, the one that its family has for this. */
export function presetChild(settings: Settings, given?: Architecture): BenchChild {
  const config = spaceConfigOf(settings, kindOf(settings).classes(settings));
  const space = createSpace(config);
  const random = new RandomStream(PRESET_CHILD_SEED, 0);
  const architecture = given ?? benchFamily(config).child(space, random);
  return { config, training: trainingConfigOf(settings), batch: settings.batch, architecture };
}

export const benchChildren = {
  /** Edges of both cells together: 4 sep 5×5, 2 max, 2 average, 4 identity. */
  mixed: { ...inTwoCells, architecture: [0, 1, 1, 3, 0, 1, 2, 4, 1, 2, 2, 4] },
  /** 6 sep 3×3 and 6 sep 5×5. */
  sep12: { ...inTwoCells, architecture: [0, 0, 1, 1, 0, 0, 2, 1, 1, 0, 2, 1] },
  /** A uniform child of the page's own settings. */
  preset: presetChild(defaultPreset.settings),
  /** Every operation twice. */
  macro: macroChild(...operationIds),
  /** A chain of four tanh nodes, through as many characters as the preset. */
  recurrent: presetChild(enasRecurrent.settings),
  /** The twelve nodes of figure 6 of Pham et al. (2018), as their scripts give them; tfjs takes long for each character. */
  recurrentEnas: presetChild(
    { ...enasRecurrent.settings, cellNodes: 12, textSteps: 8 },
    [0, 0, 0, 1, 1, 2, 1, 2, 0, 2, 0, 5, 1, 1, 0, 6, 1, 8, 1, 8, 1, 8, 1],
  ),
} satisfies Record<ChildName, BenchChild>;

/** Only dense convolutions, six 3×3 and six 5×5: for the engine alone. */
export const macroDense12 = macroChild('conv3', 'conv5');
