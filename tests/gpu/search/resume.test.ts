import { beforeAll, expect, test } from 'vitest';
import { openDevice } from '../../../src/engine/device.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import type { SearchCheckpoint } from '../../../src/search/checkpoint.ts';
import type { SearchEvent } from '../../../src/experiment/events.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { collect } from '../../unit/search/fakes.ts';
import { onText, smallSearch, smallSettings } from './small.ts';

const devices: (GPUDevice | null)[] = [];

beforeAll(async () => {
  await openBackend('cpu');
  for (let i = 0; i < 2; i++) devices.push((await openDevice()).device);
});

interface Part {
  readonly events: SearchEvent[];
  readonly checkpoint: SearchCheckpoint | undefined;
}

/** Runs a search to its end, or up to an event, where a checkpoint is taken and everything made so far is dropped. */
async function part(
  settings: Settings,
  device: GPUDevice | null | undefined,
  from?: SearchCheckpoint,
  upTo?: number,
): Promise<Part> {
  const { search, dispose } = await smallSearch(settings, device ?? null, from);
  try {
    if (upTo === undefined) return { events: await collect(search), checkpoint: undefined };
    const events: SearchEvent[] = [];
    for (let i = 0; i < upTo; i++) events.push((await search.next('follow')).value as SearchEvent);
    return { events, checkpoint: structuredClone(await search.checkpoint()) };
  } finally {
    await dispose();
  }
}

const baseline = { budget: 60, aloneSteps: 4, populationSize: 3, tournamentSize: 2 } as const;

const forms = [
  ['the engine', true, {}],
  ['the engine, on the policy’s children', true, { trainOn: 'policy', optimiser: 'adam', baseline: 'moving' }],
  ['the engine, on text', true, onText],
  ['evolution on shared weights', true, { ...baseline, strategy: 'evolution' }],
  ['REINFORCE without sharing, on text', true, { ...baseline, ...onText, strategy: 'reinforce-scratch' }],
  ['the reference', false, { rounds: 1, trainOn: 'policy' }],
  ['the reference, on text', false, { rounds: 1, ...onText }],
] as const;

/** One for each kind of supernet and optimiser: these are also left in the warm-up, with steps under way. */
const leftInWarmUp: ReadonlySet<string> = new Set([
  'the engine',
  'the engine, on the policy’s children',
  'the engine, on text',
  'the reference',
  'the reference, on text',
]);

test.each(forms)('a search goes on from a checkpoint as if never stopped, on another device: %s', async (...form) => {
  const [name, onEngine, overrides] = form;
  const [here, there] = onEngine ? devices : [null, null];
  const settings = smallSettings(overrides);
  const { events } = await part(settings, here);
  const [, second = NaN] = events.flatMap(({ kind }, at) => (kind === 'policy' || kind === 'evaluated' ? [at] : []));
  const betweenLooks = second + 1;
  for (const upTo of leftInWarmUp.has(name) ? [3, betweenLooks] : [betweenLooks]) {
    const before = await part(settings, here, undefined, upTo);
    expect(before.events).toEqual(events.slice(0, upTo));
    const after = await part(settings, there, before.checkpoint);
    expect(after.events).toEqual(events.slice(upTo));
  }
});
