import { expect, test } from 'vitest';
import { alternate } from '../../../src/search/alternation.ts';
import type { SearchEvent } from '../../../src/experiment/events.ts';
import type { Search, StepRequest } from '../../../src/search/search.ts';
import { Trail } from '../../../src/worker/trail.ts';
import { collect, fakeContext } from '../search/fakes.ts';

const nothing = () => undefined;
const never = () => false;

function searchFrom(trail: Trail): Search {
  const { context, policy } = fakeContext();
  return alternate(context, () => policy, trail.checkpoint);
}

async function follow(search: Search, trail: Trail, request: StepRequest): Promise<SearchEvent> {
  await trail.keepUp(search);
  const { value } = await search.next(request);
  trail.add(request, value as SearchEvent);
  return value as SearchEvent;
}

test('wherever a search is lost, another goes on as if nothing had happened', async () => {
  const undisturbed = await collect(searchFrom(new Trail()));
  for (let lostAt = 0; lostAt < undisturbed.length; lostAt++) {
    const trail = new Trail();
    const lost = searchFrom(trail);
    for (let i = 0; i < lostAt; i++) await follow(lost, trail, 'follow');
    const search = searchFrom(trail);
    const { same } = await trail.redo(search, nothing, never);
    expect(same).toBe(true);
    expect(await collect(search)).toEqual(undisturbed.slice(lostAt));
  }
});

test('what was asked out of turn is asked again, and only what came after the checkpoint is computed again', async () => {
  const requests: StepRequest[] = ['follow', 'follow', 'evaluate', 'evaluate', 'follow', 'weights', 'weights', 'weights'];
  const trail = new Trail();
  const lost = searchFrom(trail);
  const events: SearchEvent[] = [];
  for (const request of requests) events.push(await follow(lost, trail, request));
  const lastPhase = events.findLastIndex(({ kind }) => kind === 'phase');
  const search = searchFrom(trail);
  const told: number[] = [];
  const redone = await trail.redo(search, (done) => told.push(done), never);
  expect(redone).toEqual({ steps: events.length - 1 - lastPhase, same: true });
  expect(told).toEqual(Array.from({ length: redone.steps }, (_, i) => i));
  expect(await collect(search)).toEqual(await collect(lost));
});

test('other numbers the second time are noticed, and a person may stop it', async () => {
  const trail = new Trail();
  const lost = searchFrom(trail);
  for (let i = 0; i < 3; i++) await follow(lost, trail, 'follow');
  const { context, policy } = fakeContext({ seed: 8 });
  const other = alternate(context, () => policy, trail.checkpoint);
  const redone = await trail.redo(other, nothing, never);
  expect(redone).toEqual({ steps: 2, same: false });
  expect(await trail.redo(searchFrom(trail), nothing, () => true)).toEqual({ steps: 0, same: true });
});
