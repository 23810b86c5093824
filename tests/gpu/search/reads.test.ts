import { beforeAll, expect, test, vi } from 'vitest';
import { openDevice } from '../../../src/engine/device.ts';
import type { SearchEvent } from '../../../src/experiment/events.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { onText, smallSearch, smallSettings } from './small.ts';

let device: GPUDevice;

beforeAll(async () => {
  await openBackend('cpu');
  ({ device } = await openDevice());
});

interface Traffic {
  readonly event: SearchEvent;
  /** Reads that were asked for since the event before. */
  readonly reads: number;
  /** Most submissions at a time whose numbers nobody had read yet. */
  readonly unread: number;
}

/** All events of a search on the engine, with what went to and came from the device on the way. */
async function traffic(settings: ReturnType<typeof smallSettings>): Promise<Traffic[]> {
  const { search, dispose } = await smallSearch(settings, device);
  let [reads, submitted, read, unread] = [0, 0, 0, 0];
  const submit = device.queue.submit.bind(device.queue);
  const map = Reflect.get<GPUBuffer, 'mapAsync'>(GPUBuffer.prototype, 'mapAsync');
  const spies = [vi.spyOn(device.queue, 'submit'), vi.spyOn(GPUBuffer.prototype, 'mapAsync')] as const;
  spies[0].mockImplementation((buffers) => {
    submitted++;
    submit(buffers);
    unread = Math.max(unread, submitted - read);
  });
  spies[1].mockImplementation(async function (this: GPUBuffer, ...range) {
    reads++;
    const submittedBefore = submitted;
    await map.apply(this, range);
    read = Math.max(read, submittedBefore);
  });
  try {
    const all: Traffic[] = [];
    for await (const event of search) {
      all.push({ event, reads, unread });
      [reads, unread] = [0, 0];
    }
    return all;
  } finally {
    spies.forEach((spy) => spy.mockRestore());
    await dispose();
  }
}

test.each(['uniform', 'policy'] as const)('no shared-weight step waits for a read: children %s', async (trainOn) => {
  const all = await traffic(smallSettings({ trainOn, warmUpSteps: 12, childrenPerStep: 2 }));
  const weights = all.filter(({ event }) => event.kind === 'weights');
  expect(weights).toHaveLength(22);
  // Four are on their way before the first one’s numbers are there, and each that is read is followed by another.
  expect(weights[0]?.unread).toBe(4);
  expect(Math.max(...weights.map(({ unread }) => unread))).toBe(4);
  // One small copy of metrics a step; the policy’s children, once a round, are one more.
  const reads = weights.reduce((sum, step) => sum + step.reads, 0);
  expect(reads).toBe(22 + (trainOn === 'policy' ? 2 : 0));
});

test('a policy update is one read from the device, whatever the reward is made of, on images and on text', async () => {
  for (const overrides of [
    {},
    { reward: 'accuracy', costWeight: 0.3, baseline: 'moving', entropyMode: 'reward' },
    onText,
  ] as const) {
    const all = await traffic(smallSettings({ updatesPerRound: 8, childrenPerUpdate: 9, ...overrides }));
    const updates = all.flatMap(({ event, reads }) => (event.kind === 'policy' ? [{ ...event, reads }] : []));
    expect(updates).toHaveLength(16);
    const plain = updates.filter(({ update, probe }) => update > 1 && probe === null);
    expect(plain.map(({ reads }) => reads)).toEqual(plain.map(() => 1));
    expect(plain.length).toBeGreaterThan(8);
    // The first samples its children by itself; a probed one reads the likeliest child, and scores beside its own.
    expect(updates[0]?.reads).toBe(2);
    for (const { probe, reads } of updates) if (probe !== null) expect(reads).toBeLessThanOrEqual(4);
  }
});
