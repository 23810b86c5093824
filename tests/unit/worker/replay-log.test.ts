import { expect, test } from 'vitest';
import { alternate } from '../../../src/search/alternation.ts';
import type { SearchEvent } from '../../../src/experiment/events.ts';
import type { Search, StepRequest } from '../../../src/search/search.ts';
import { ReplayLog } from '../../../src/worker/replay-log.ts';
import { collect, fakeContext } from '../search/fakes.ts';

const nothing = () => undefined;
const never = () => false;

function searchFrom(log: ReplayLog): Search {
  const { context, policy } = fakeContext();
  return alternate(context, () => policy, log.checkpoint);
}

async function follow(search: Search, log: ReplayLog, request: StepRequest): Promise<SearchEvent> {
  await log.keepUp(search);
  const { value } = await search.next(request);
  log.add(request, value as SearchEvent);
  return value as SearchEvent;
}

test('wherever a search is lost, another goes on as if nothing had happened', async () => {
  const undisturbed = await collect(searchFrom(new ReplayLog()));
  for (let lostAt = 0; lostAt < undisturbed.length; lostAt++) {
    const log = new ReplayLog();
    const lost = searchFrom(log);
    for (let i = 0; i < lostAt; i++) await follow(lost, log, 'follow');
    const search = searchFrom(log);
    const { same } = await log.redo(search, nothing, never);
    expect(same).toBe(true);
    expect(await collect(search)).toEqual(undisturbed.slice(lostAt));
  }
});

test('what was asked out of turn is asked again, and only what came after the checkpoint is computed again', async () => {
  const requests: StepRequest[] = [
    'follow',
    'follow',
    'evaluate',
    'evaluate',
    'follow',
    'weights',
    'weights',
    'weights',
  ];
  const log = new ReplayLog();
  const lost = searchFrom(log);
  const events: SearchEvent[] = [];
  for (const request of requests) events.push(await follow(lost, log, request));
  const lastPhase = events.findLastIndex(({ kind }) => kind === 'phase');
  const search = searchFrom(log);
  const told: number[] = [];
  const redone = await log.redo(search, (done) => told.push(done), never);
  expect(redone).toEqual({ steps: events.length - 1 - lastPhase, same: true });
  expect(told).toEqual(Array.from({ length: redone.steps }, (_, i) => i));
  expect(await collect(search)).toEqual(await collect(lost));
});

test('other numbers the second time are noticed, and a person may stop it', async () => {
  const log = new ReplayLog();
  const lost = searchFrom(log);
  for (let i = 0; i < 3; i++) await follow(lost, log, 'follow');
  const { context, policy } = fakeContext({ seed: 8 });
  const other = alternate(context, () => policy, log.checkpoint);
  const redone = await log.redo(other, nothing, never);
  expect(redone).toEqual({ steps: 2, same: false });
  expect(await log.redo(searchFrom(log), nothing, () => true)).toEqual({ steps: 0, same: true });
});
