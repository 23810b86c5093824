import { expect, test } from 'vitest';
import { openDevice } from '../../../src/engine/device.ts';
import { spaceOf, trainingConfigOf } from '../../../src/experiment/build.ts';
import { enas } from '../../../src/search/enas.ts';
import type { SearchEvent } from '../../../src/experiment/events.ts';
import { retrain } from '../../../src/search/studies/retraining.ts';
import type { AloneOptions } from '../../../src/search/studies/study.ts';
import type { Search } from '../../../src/search/search.ts';
import type { Architecture } from '../../../src/space/space.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { createReferenceSupernet } from '../../../src/supernet/reference/supernet.ts';
import * as tf from '../../../src/supernet/reference/tf.ts';
import type { Supernet, TrainingConfig } from '../../../src/supernet/supernet.ts';
import type { Task } from '../../../src/task/task.ts';
import { collect } from '../../unit/search/fakes.ts';
import { smallSettings, stripesTask as task } from '../search/small.ts';

const settings = smallSettings({
  warmUpSteps: 1,
  rounds: 1,
  stepsPerRound: 2,
  updatesPerRound: 2,
  childrenPerUpdate: 2,
  deriveImages: 64,
  retrainSteps: 2,
  retrainRandom: 1,
});
const space = spaceOf(settings, task.classes.length);

function supernetFor({ train, validation }: Task, training: TrainingConfig, only?: Architecture): Supernet {
  return createReferenceSupernet({
    space,
    training,
    seed: settings.seed,
    data: { train, validation },
    ...(only !== undefined && { only: [only] }),
  });
}

async function searched(
  follow: (search: Search) => Promise<SearchEvent[]>,
  device: GPUDevice | null = null,
): Promise<SearchEvent[]> {
  const supernet = supernetFor(task, trainingConfigOf(settings));
  try {
    return await follow(enas.run({ settings, space, supernet, task, device }));
  } finally {
    supernet.dispose();
  }
}

test('the same seed gives the same events, run through or paused between any two', async () => {
  await openBackend('webgpu');
  const before = tf.memory().numTensors;
  const first = await searched(collect);
  const second = await searched(async (search) => {
    const events: SearchEvent[] = [];
    for (;;) {
      const { value, done } = await search.next('follow');
      if (done === true) return events;
      events.push(value);
      await new Promise((resolve) => setTimeout(resolve, events.length % 3));
    }
  });
  expect(first.map(({ kind }) => kind)).toContain('finished');
  expect(second).toEqual(first);
  expect(tf.memory().numTensors).toBe(before);
});

test('the controller on the engine makes the children that the reference makes', async () => {
  const children = (events: readonly SearchEvent[]): Architecture[] =>
    events.flatMap((event) => (event.kind === 'policy' ? event.children.map(({ architecture }) => architecture) : []));
  await openBackend('cpu');
  const { device } = await openDevice();
  const onEngine = await searched(collect, device);
  const onReference = await searched(collect);
  expect(children(onEngine)).toHaveLength(settings.updatesPerRound * settings.childrenPerUpdate);
  expect(children(onEngine)).toEqual(children(onReference));
  expect(onEngine.map(({ kind }) => kind)).toEqual(onReference.map(({ kind }) => kind));
});

test('training from scratch starts equal cells equally and leaves nothing behind', async () => {
  await openBackend('cpu');
  const cell = space.handMade();
  const supernet = supernetFor(task, trainingConfigOf(settings));
  const before = tf.memory().numTensors;
  const context = {
    settings,
    space,
    task,
    supernet,
    createSupernet: (alone: AloneOptions) => supernetFor(alone.task, alone.training, alone.child),
  };
  const events = await collect(retrain(context, { derived: cell, own: [cell] }, new AbortController().signal));
  const last = events.at(-1);
  if (last?.kind !== 'retrain-done') throw new Error('not done');
  const derived = last.cells.find(({ role }) => role === 'derived');
  const equal = last.cells.filter(({ role }) => role === 'hand-made' || role === 'own');
  expect(equal).toHaveLength(2);
  for (const other of equal) expect({ ...other, role: 'derived' }).toEqual(derived);
  expect(derived?.testImages).toBe(20);
  expect(tf.memory().numTensors).toBe(before);
  supernet.dispose();
});
