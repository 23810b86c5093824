import { spaceConfigOf, trainingConfigOf } from '../../../src/experiment/build.ts';
import { defaultPreset } from '../../../src/experiment/presets.ts';
import { RandomStream } from '../../../src/math/random.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import type { Architecture } from '../../../src/space/space.ts';
import { createSpace } from '../../../src/space/spaces.ts';
import type { TrainingConfig } from '../../../src/supernet/supernet.ts';
import type { ChildName } from '../names.ts';

/** The shared weights that children are taken from. */
export interface BenchSpace {
  readonly config: MicroConfig;
  readonly training: TrainingConfig;
}

/** One child, trained on batches of so many images. */
export interface BenchChild extends BenchSpace {
  readonly architecture: Architecture;
  readonly batch: number;
}

const CLASSES = 10;
const PRESET_CHILD_SEED = 1;
const { settings } = defaultPreset;

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
const inTwoCells = { config: twoCells, training: nesterov, batch: 32 };
const presetConfig = spaceConfigOf(settings, CLASSES);
if (presetConfig.family !== 'micro') throw new Error('The bench trains micro cells; the default preset has others.');

/** Choices idx1, op1, idx2, op2 of each node; equal cells, as every child of one stage has them. */
export const benchChildren: Readonly<Record<ChildName, BenchChild>> = {
  /** Edges of both cells together: 4 sep 5×5, 2 max, 2 average, 4 identity. */
  mixed: { ...inTwoCells, architecture: [0, 1, 1, 3, 0, 1, 2, 4, 1, 2, 2, 4] },
  /** 6 sep 3×3 and 6 sep 5×5. */
  sep12: { ...inTwoCells, architecture: [0, 0, 1, 1, 0, 0, 2, 1, 1, 0, 2, 1] },
  /** A uniform child of the page's own settings. */
  preset: {
    config: presetConfig,
    training: trainingConfigOf(settings),
    batch: settings.batch,
    architecture: createSpace(presetConfig).sample(new RandomStream(PRESET_CHILD_SEED, 0)),
  },
};
