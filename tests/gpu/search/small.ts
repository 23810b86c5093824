import { spaceOf, trainingConfigOf } from '../../../src/experiment/build.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import type { SearchCheckpoint } from '../../../src/search/checkpoint.ts';
import { runners } from '../../../src/search/runners.ts';
import type { Search } from '../../../src/search/search.ts';
import { RandomStream } from '../../../src/math/random.ts';
import { createSupernet } from '../../../src/supernet/create.ts';
import type { Task } from '../../../src/task/task.ts';
import { textTask } from '../../../src/task/text/split.ts';
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

/** What makes it a search for recurrent cells: of three nodes, on text in four streams. */
export const onText = {
  family: 'recurrent',
  cellNodes: 3,
  width: 8,
  textSteps: 6,
  batch: 4,
  rewardBatch: 4,
  reward: 'perplexity',
  childrenPerStep: 2,
} as const satisfies Partial<Settings>;

const classes = ['rows', 'columns', 'diagonals'];
/** Images of stripes in three directions. */
export const stripesTask: Task = {
  ...blankTask,
  classes,
  side: 7,
  train: stripes(24, 7, 3, 1),
  validation: stripes(32, 7, 3, 2),
  loadTest: () => Promise.resolve(stripes(20, 7, 3, 3)),
};

function taskOf({ family, textSteps }: Settings): Task {
  if (family !== 'recurrent') return stripesTask;
  const random = new RandomStream(9, 0);
  const search = Array.from({ length: 900 }, () => 'abba.'.charAt(random.integer(5))).join('');
  const manifest = { id: '', label: '', licence: '', attribution: '', splitNote: '' };
  const test = { testCharacters: 0, loadTest: () => Promise.resolve(search) };
  return textTask({ manifest, search, trainCharacters: 600, ...test, steps: textSteps, entropyRate: null });
}

/** A search on fresh weights, all of it on the device, or all in the reference where that is null. */
export async function smallSearch(
  settings: Settings,
  device: GPUDevice | null,
  from?: SearchCheckpoint,
): Promise<{ search: Search; dispose: () => Promise<void> }> {
  const task = taskOf(settings);
  const { train, validation } = task;
  const space = spaceOf(settings, task.classes.length);
  const training = trainingConfigOf(settings);
  const supernet = await createSupernet({ space, training, seed: settings.seed, data: { train, validation } }, device);
  const { batch, rewardBatch } = settings;
  await supernet.prepare({
    train: [{ images: batch, children: settings.childrenPerStep }],
    score: [{ images: rewardBatch, children: 8 }],
  });
  const search = runners[settings.strategy].run({ settings, space, supernet, task, device }, from);
  return {
    search,
    dispose: async () => {
      await search.return();
      supernet.dispose();
    },
  };
}
