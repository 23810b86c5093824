import { describe, expect, test } from 'vitest';
import { alternate } from '../../../src/search/alternation.ts';
import { scoreOnDeriveImages } from '../../../src/search/derive.ts';
import type { SearchEvent } from '../../../src/experiment/events.ts';
import type { Search, StepRequest } from '../../../src/search/search.ts';
import { collect, fakeContext } from './fakes.ts';

/** Asks again until an event of the kind comes, as the run loop does. */
async function until<K extends SearchEvent['kind']>(
  search: Search,
  request: StepRequest,
  kind: K,
  seen: SearchEvent[] = [],
): Promise<Extract<SearchEvent, { kind: K }>> {
  for (;;) {
    const { value, done } = await search.next(request);
    if (done === true) throw new Error(`ended before ${kind}`);
    seen.push(value);
    if (value.kind === kind) return value as Extract<SearchEvent, { kind: K }>;
  }
}

function ofKind<K extends SearchEvent['kind']>(events: SearchEvent[], kind: K): Extract<SearchEvent, { kind: K }>[] {
  return events.filter((event): event is Extract<SearchEvent, { kind: K }> => event.kind === kind);
}

describe('following the schedule', () => {
  test('has the steps, updates, rounds and phases of the settings', async () => {
    const { context, policy } = fakeContext();
    const events = await collect(alternate(context, () => policy));
    const weights = ofKind(events, 'weights');
    const updates = ofKind(events, 'policy');
    expect(weights.map(({ step }) => step)).toEqual(Array.from({ length: 2 + 3 * 4 }, (_, i) => i + 1));
    expect(weights.map(({ round }) => round)).toEqual([0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
    expect(weights.filter(({ warmUp }) => warmUp)).toHaveLength(2);
    expect(updates.map(({ round, update, step }) => [round, update, step])).toEqual([
      [1, 1, 6],
      [1, 2, 6],
      [2, 3, 10],
      [2, 4, 10],
      [3, 5, 14],
      [3, 6, 14],
    ]);
    expect(updates.flatMap(({ children }) => children.map(({ number }) => number))).toEqual(
      Array.from({ length: 18 }, (_, i) => i + 1),
    );
    expect(ofKind(events, 'phase').map(({ phase, round }) => `${phase} ${round}`)).toEqual([
      'warm-up 0',
      ...[1, 2, 3].flatMap((round) => [`weights ${round}`, `policy ${round}`]),
      'derive 3',
    ]);
    expect(events.slice(-2).map(({ kind }) => kind)).toEqual(['derived', 'finished']);
    expect(policy.disposed).toBe(true);
  });

  test('weights see train, the policy validation, and all children of an update the same images', async () => {
    const { context, asked, policy } = fakeContext();
    const events = await collect(alternate(context, () => policy));
    expect(new Set(asked.trained.map(({ batch }) => batch.split))).toEqual(new Set(['train']));
    expect(new Set(asked.scored.map(({ batch }) => batch.split))).toEqual(new Set(['validation']));
    const probed = ofKind(events, 'policy').filter(({ probe }) => probe !== null);
    expect(probed.map(({ update }) => update)).toEqual([2, 4, 5, 6]);
    expect(asked.scored.slice(0, 10).map(({ children }) => children.length)).toEqual([3, 3, 4, 3, 3, 4, 3, 4, 3, 4]);
    const images = asked.scored.slice(0, 10).map(({ batch }) => batch.indices.join());
    expect([2, 5, 7, 9].map((probe) => images[probe] === images[probe - 1])).toEqual([true, true, true, true]);
    expect(new Set(images).size).toBe(6);
    for (const { probe, children } of probed) {
      const mean = children.reduce((sum, { reward }) => sum + reward, 0) / children.length;
      expect(probe?.policy.reward).toBeCloseTo(mean, 12);
      expect(probe?.likeliest.reward).toBe(-1);
      expect(probe?.images).toBe(16);
    }
  });

  test('the learning rate falls as a cosine over the whole search', async () => {
    const { context, asked, policy } = fakeContext({ weightLearningRate: 0.1, weightLearningRateEnd: 0.5 });
    await collect(alternate(context, () => policy));
    asked.trained.forEach(({ learningRate }, step) =>
      expect(learningRate).toBeCloseTo(0.05 + 0.025 * (1 + Math.cos((Math.PI * step) / 14)), 12),
    );
  });

  test('trains on the policy’s children or on uniform ones', async () => {
    const trained = async (trainOn: 'policy' | 'uniform') => {
      const { context, asked, policy } = fakeContext({ trainOn });
      const fixed = await policy.mostLikely();
      policy.sample = (count) =>
        Promise.resolve(Array.from({ length: count }, () => ({ ...fixed, architecture: [1, 0, 1, 0] })));
      await collect(alternate(context, () => policy));
      return asked.trained.map(({ child }) => child.join('')).filter((child) => child !== '1010').length;
    };
    expect(await trained('policy')).toBeLessThanOrEqual(2);
    expect(await trained('uniform')).toBeGreaterThan(8);
  });
});

describe('deriving', () => {
  test('ranks different children and the likeliest on the same images, best first', async () => {
    const { context, asked, policy } = fakeContext();
    const events = await collect(alternate(context, () => policy));
    const [derived] = ofKind(events, 'derived');
    const children = derived?.children ?? [];
    expect(children[0]?.architecture).toEqual([0, 0, 0, 0]);
    expect(new Set(children.map(({ architecture }) => architecture.join())).size).toBe(children.length);
    expect(children.map(({ reward }) => reward)).toEqual(children.map(({ reward }) => reward).sort((a, b) => b - a));
    expect(derived).toMatchObject({ round: 3, step: 14, update: 6, images: 64 });
    const scored = asked.scored.slice(10);
    const images = new Set(scored.map(({ batch }) => batch.indices.join()));
    expect(images.size).toBe(4);
    await scoreOnDeriveImages(context, [[0, 0, 0, 0]]);
    expect(images).toContain(asked.scored.at(-1)?.batch.indices.join());
    const progress = ofKind(events, 'derive-progress').map(({ scored, of }) => [scored, of]);
    expect(progress.at(-1)).toEqual([children.length, children.length]);
  });

  test('looking on the way changes neither the search nor what the end derives', async () => {
    const plain = fakeContext();
    const followed = await collect(alternate(plain.context, () => plain.policy));
    const { context, policy } = fakeContext();
    const search = alternate(context, () => policy);
    const seen: SearchEvent[] = [];
    await until(search, 'weights', 'weights', seen);
    const early = await until(search, 'derive', 'derived');
    expect(early).toMatchObject({ round: 0, step: 1, update: 0 });
    await until(search, 'follow', 'weights', seen);
    await until(search, 'derive', 'derived');
    seen.push(...(await collect(search)));
    for (const kind of ['weights', 'policy', 'derived'] as const) {
      expect(ofKind(seen, kind)).toEqual(ofKind(followed, kind));
    }
  });
});

describe('stepping', () => {
  test('a request is announced by its phase, then carried out, and fills its quota', async () => {
    const { context, policy } = fakeContext();
    const search = alternate(context, () => policy);
    expect((await search.next('evaluate')).value).toEqual({ kind: 'phase', phase: 'warm-up', round: 0 });
    expect((await search.next('evaluate')).value).toEqual({ kind: 'phase', phase: 'policy', round: 1 });
    expect((await search.next('evaluate')).value).toMatchObject({ kind: 'policy', update: 1, round: 1, step: 0 });
    expect(await until(search, 'weights', 'weights')).toMatchObject({ step: 1, warmUp: true });
    const events = await collect(search);
    expect(ofKind(events, 'weights')).toHaveLength(13);
    expect(ofKind(events, 'policy')).toHaveLength(5);
  });

  test('going on after the end is possible; following on ends', async () => {
    const { context, policy } = fakeContext();
    const search = alternate(context, () => policy);
    await until(search, 'follow', 'finished');
    expect(policy.disposed).toBe(false);
    await until(search, 'derive', 'derived');
    expect(await until(search, 'weights', 'weights')).toMatchObject({ step: 15, round: 3 });
    expect((await search.next('follow')).done).toBe(true);
    expect(policy.disposed).toBe(true);
  });

  test('return releases the policy', async () => {
    const { context, policy } = fakeContext();
    const search = alternate(context, () => policy);
    await until(search, 'follow', 'policy');
    await search.return();
    expect(policy.disposed).toBe(true);
  });

  test('a loss that is not a number ends the search with its error', async () => {
    const { context, policy } = fakeContext({}, () => NaN);
    const search = alternate(context, () => policy);
    await expect(until(search, 'evaluate', 'policy')).rejects.toThrow(/no longer a number/);
    expect(policy.disposed).toBe(true);
  });
});
