import { spaceOf, trainingConfigOf } from '../../../src/experiment/build.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import { enas } from '../../../src/search/enas.ts';
import type { SearchCheckpoint } from '../../../src/search/checkpoint.ts';
import type { Search } from '../../../src/search/strategy.ts';
import { createSupernet } from '../../../src/supernet/create.ts';
import type { Task } from '../../../src/task/task.ts';
import { blankTask, settingsFor } from '../../unit/search/fakes.ts';
import { stripes } from '../supernet/synthetic.ts';

/** A search of a second; `overrides` change some of its settings. */
export function smallSettings(overrides: Partial<Settings> = {}): Settings {
  return settingsFor({
    operations: ['sep3', 'max3', 'identity'],
    channels: 4,
    stages: 1,
    imageSide: '7',
    stem: 'patch2',
    hiddenUnits: 8,
    warmUpSteps: 6,
    rounds: 2,
    stepsPerRound: 5,
    updatesPerRound: 4,
    childrenPerUpdate: 3,
    deriveChildren: 3,
    deriveImages: 32,
    ...overrides,
  });
}

const classes = ['rows', 'columns', 'diagonals'];
const stripesTask: Task = {
  ...blankTask,
  classes,
  side: 7,
  train: stripes(24, 7, 3, 1),
  validation: stripes(32, 7, 3, 2),
  loadTest: () => Promise.resolve(stripes(20, 7, 3, 3)),
};

/** ENAS on fresh weights, all of it on the device, or all in the reference where that is null. */
export async function smallSearch(
  settings: Settings,
  device: GPUDevice | null,
  from?: SearchCheckpoint,
): Promise<{ search: Search; dispose: () => Promise<void> }> {
  const { train, validation } = stripesTask;
  const space = spaceOf(settings, classes.length);
  const training = trainingConfigOf(settings);
  const supernet = await createSupernet({ space, training, seed: settings.seed, data: { train, validation } }, device);
  const { batch, rewardBatch } = settings;
  await supernet.prepare({
    train: [{ images: batch, children: settings.childrenPerStep }],
    score: [{ images: rewardBatch, children: 8 }],
  });
  const search = enas.run({ settings, space, supernet, task: stripesTask, device }, from);
  return {
    search,
    dispose: async () => {
      await search.return();
      supernet.dispose();
    },
  };
}
