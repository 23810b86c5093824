import { expect, test } from 'vitest';
import { alternate } from '../../../src/search/alternation.ts';
import type { SearchEvent } from '../../../src/experiment/events.ts';
import type { Search, StepRequest } from '../../../src/search/search.ts';
import type { StepMetrics } from '../../../src/supernet/supernet.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import { collect, fakeContext } from './fakes.ts';

/** A search whose metrics stay on the device until they are released, oldest first. */
function slowly(overrides: Partial<Settings>) {
  const { context, asked, policy } = fakeContext(overrides);
  const { supernet } = context;
  const waiting: (() => void)[] = [];
  const train: typeof supernet.train = (...step) => {
    const pending = supernet.train(...step);
    return {
      ...pending,
      read: () =>
        new Promise<StepMetrics>((resolve, reject) => {
          waiting.push(() => void pending.read().then(resolve, reject));
        }),
    };
  };
  const search = alternate({ ...context, supernet: { ...supernet, train } }, () => policy);
  /** The next event; releases one step's metrics if it needs them. */
  const next = async (request: StepRequest): Promise<SearchEvent> => {
    const event = search.next(request);
    const first = await Promise.race([event, new Promise((resolve) => setTimeout(resolve))]);
    if (first === undefined) waiting.shift()?.();
    return (await event).value as SearchEvent;
  };
  return { search, asked, next, waiting };
}

const kinds = (events: readonly SearchEvent[]) => events.map((event) => ('step' in event ? event.step : event.kind));

test('four shared-weight steps are submitted before the first one’s metrics are there, none into another phase', async () => {
  const { asked, next, waiting } = slowly({ warmUpSteps: 6, rounds: 1, stepsPerRound: 3 });
  const submitted: number[] = [];
  const events: SearchEvent[] = [];
  while (events.at(-1)?.kind !== 'policy') {
    events.push(await next('follow'));
    submitted.push(asked.trained.length);
  }
  expect(kinds(events)).toEqual(['phase', 1, 2, 3, 4, 5, 6, 'phase', 7, 8, 9, 'phase', 9]);
  expect(submitted).toEqual([0, 4, 5, 6, 6, 6, 6, 6, 9, 9, 9, 9, 9]);
  expect(waiting).toEqual([]);
});

test('what is asked for out of turn waits for the events of the steps under way, and runs alone', async () => {
  const { asked, next } = slowly({ warmUpSteps: 9 });
  await next('follow');
  await next('follow');
  expect(asked.trained).toHaveLength(4);
  const events = [];
  for (let i = 0; i < 5; i++) events.push(await next('evaluate'));
  expect(kinds(events)).toEqual([2, 3, 4, 'phase', 4]);
  for (const request of ['weights', 'weights', 'weights'] as const) events.push(await next(request));
  expect(kinds(events.slice(5))).toEqual(['phase', 5, 6]);
  expect(asked.trained).toHaveLength(6);
});

test.each(['policy', 'uniform'] as const)('running ahead changes no event: trained on %s children', async (trainOn) => {
  const start = (): Search => {
    const { context, policy } = fakeContext({ trainOn });
    return alternate(context, () => policy);
  };
  const ahead = await collect(start());
  const oneByOne = start();
  const events: SearchEvent[] = [];
  for (const { kind } of ahead) {
    const request = kind === 'weights' ? 'weights' : kind === 'policy' ? 'evaluate' : 'follow';
    events.push((await oneByOne.next(request)).value as SearchEvent);
  }
  expect(events).toEqual(ahead);
});

test('a step that fails is heard of in its turn, and only then', async () => {
  const { context, policy } = fakeContext({ warmUpSteps: 9 });
  const { supernet } = context;
  let steps = 0;
  const train: typeof supernet.train = (...step) => {
    steps += 1;
    const failing = steps >= 3 ? { read: () => Promise.reject(new Error(`step ${steps}`)) } : {};
    return { ...supernet.train(...step), ...failing };
  };
  const search = alternate({ ...context, supernet: { ...supernet, train } }, () => policy);
  for (const expected of ['phase', 'weights', 'weights']) {
    expect((await search.next('follow')).value).toMatchObject({ kind: expected });
  }
  await expect(search.next('follow')).rejects.toThrow('step 3');
  expect(policy.disposed).toBe(true);
});
