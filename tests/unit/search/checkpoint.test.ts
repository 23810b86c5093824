import { expect, test } from 'vitest';
import { alternate } from '../../../src/search/alternation.ts';
import type { SearchEvent } from '../../../src/experiment/events.ts';
import type { StepRequest } from '../../../src/search/search.ts';
import { collect, fakeContext } from './fakes.ts';

test.each(['policy', 'uniform'] as const)(
  'a checkpoint after any event goes on as the search itself: trained on %s children',
  async (trainOn) => {
    const start = () => fakeContext({ trainOn });
    const { context, policy } = start();
    const all = await collect(alternate(context, () => policy));
    const derive = all.findIndex((event) => event.kind === 'phase' && event.phase === 'derive');
    const derived = all.findIndex(({ kind }) => kind === 'derived');
    for (let given = 1; given <= all.length; given++) {
      const { context, policy } = start();
      const search = alternate(context, () => policy);
      for (let i = 0; i < given; i++) await search.next('follow');
      const checkpoint = structuredClone(await search.checkpoint());
      const fresh = start();
      const rest = await collect(alternate(fresh.context, () => fresh.policy, checkpoint));
      // On the way through a derive, from its beginning.
      const from = given > derive && given <= derived ? derive + 1 : given;
      expect(rest).toEqual(all.slice(from));
      // Taking it changed nothing.
      expect(await collect(search)).toEqual(all.slice(given));
    }
  },
);

test('a checkpoint keeps what was asked out of turn', async () => {
  const requests: StepRequest[] = ['follow', 'follow', 'derive', ...Array<StepRequest>(6).fill('derive'), 'evaluate'];
  const ask = async (resumed: boolean): Promise<SearchEvent[]> => {
    let { context, policy } = fakeContext();
    let search = alternate(context, () => policy);
    const events: SearchEvent[] = [];
    for (const request of requests) events.push((await search.next(request)).value as SearchEvent);
    if (resumed) {
      const checkpoint = await search.checkpoint();
      ({ context, policy } = fakeContext());
      search = alternate(context, () => policy, checkpoint);
    }
    return [...events, ...(await collect(search))];
  };
  expect(await ask(true)).toEqual(await ask(false));
});

test('there is none before the first event', async () => {
  const { context, policy } = fakeContext();
  await expect(alternate(context, () => policy).checkpoint()).rejects.toThrow(/not begun/);
});
