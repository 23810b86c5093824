import { describe, expect, test } from 'vitest';
import { nothingSpent, spentBy, sumOf } from '../../../src/experiment/budget.ts';
import type { Budget } from '../../../src/experiment/methods/method.ts';
import { budgetOf, outlineOf } from '../../../src/experiment/planned.ts';
import { runners } from '../../../src/search/runners.ts';
import type { MethodRunner } from '../../../src/search/search.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import type { SearchCheckpoint } from '../../../src/search/checkpoint.ts';
import { evolution } from '../../../src/search/evolution.ts';
import type { EvaluatedEvent, SearchEvent } from '../../../src/experiment/events.ts';
import { randomScratch } from '../../../src/search/random-scratch.ts';
import { randomShared } from '../../../src/search/random-shared.ts';
import { reinforceAlone } from '../../../src/search/reinforce-scratch.ts';
import type { Architecture } from '../../../src/space/space.ts';
import { collect, fakeContext, settingsFor, uniformPolicy } from './fakes.ts';

/** Small numbers for every baseline: 56 child steps as ENAS would spend them. */
const small: Partial<Settings> = {
  aloneSteps: 10,
  populationSize: 4,
  tournamentSize: 3,
  fitnessBatches: 1,
  screenedChildren: 10,
  finalists: 2,
};

const baselines: readonly [name: string, changes: Partial<Settings>, begin: MethodRunner['run']][] = [
  ['random search, shared', { strategy: 'random-shared' }, randomShared.run.bind(randomShared)],
  ['random search, alone', { strategy: 'random-scratch' }, randomScratch.run.bind(randomScratch)],
  ['evolution, shared', { strategy: 'evolution', childrenPerUpdate: 4 }, evolution.run.bind(evolution)],
  ['evolution, alone', { strategy: 'evolution', evolutionFitness: 'alone' }, evolution.run.bind(evolution)],
  [
    'REINFORCE, alone',
    { strategy: 'reinforce-scratch' },
    (context, from) => reinforceAlone(context, () => uniformPolicy(context.space, context.settings.seed), from),
  ],
];

function ofKind<K extends SearchEvent['kind']>(events: SearchEvent[], kind: K): Extract<SearchEvent, { kind: K }>[] {
  return events.filter((event): event is Extract<SearchEvent, { kind: K }> => event.kind === kind);
}

function spentOver(events: readonly SearchEvent[], settings: Settings): Budget {
  return events.map((event) => spentBy(event, settings)).reduce(sumOf, nothingSpent);
}

describe.each(baselines)('%s', (_, changes, begin) => {
  test.each([0, 100, 500])(
    'a budget of %i is spent, but for less than one step, child or update, and never passed',
    async (budget) => {
      const { context, asked } = fakeContext({ ...small, ...changes, budget });
      const { settings } = context;
      const bound = budgetOf(settings).childSteps;
      const events = await collect(begin(context));
      const spent = spentOver(events, settings);
      const unit =
        settings.strategy === 'reinforce-scratch'
          ? settings.aloneSteps * settings.childrenPerUpdate
          : Math.max(settings.aloneSteps, settings.childrenPerStep);
      expect(bound).toBe(budget === 0 ? 56 : budget);
      expect(spent.childSteps).toBeLessThanOrEqual(bound);
      expect(spent.childSteps).toBeGreaterThan(bound - unit);
      const trained =
        ofKind(events, 'weights').length + ofKind(events, 'evaluated').reduce((sum, e) => sum + e.trainedSteps, 0);
      expect(asked.trained).toHaveLength(trained);
      expect(asked.scored.reduce((sum, { children }) => sum + children.length, 0)).toBeCloseTo(spent.scoredBatches, 9);
    },
  );

  test('does what its outline says, derives, finishes and ends', async () => {
    const { context } = fakeContext({ ...small, ...changes });
    const outline = outlineOf(context.settings);
    const events = await collect(begin(context));
    const evaluated = ofKind(events, 'evaluated');
    expect(ofKind(events, 'weights')).toHaveLength(outline.steps);
    expect(evaluated).toHaveLength(outline.rounds * outline.evaluationsPerRound);
    expect(evaluated.map(({ number }) => number)).toEqual(evaluated.map((__, i) => i + 1));
    expect(events.slice(-2).map(({ kind }) => kind)).toEqual(['derived', 'finished']);
    const [derived] = ofKind(events, 'derived');
    const rewards = derived?.children.map(({ reward }) => reward) ?? [];
    expect(rewards.length).toBeGreaterThan(0);
    expect(rewards).toEqual([...rewards].sort((a, b) => b - a));
    expect(derived?.images).toBe(64);
  });

  test('the same seed gives the same events, another seed others', async () => {
    const run = async (seed: number) => collect(begin(fakeContext({ ...small, ...changes, seed }).context));
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(ofKind(await run(4), 'evaluated')).not.toEqual(ofKind(first, 'evaluated'));
  });

  test('asked for the best on the way, it derives and goes on as if it had not been asked', async () => {
    const plain = await collect(begin(fakeContext({ ...small, ...changes }).context));
    const search = begin(fakeContext({ ...small, ...changes }).context);
    const events: SearchEvent[] = [];
    let request: 'follow' | 'derive' = 'follow';
    for (let looks = 0; ;) {
      const { value, done } = await search.next(request);
      if (done === true) break;
      events.push(value);
      if (value.kind === 'evaluated') looks += 1;
      request = looks >= 2 && ofKind(events, 'derived').length === 0 ? 'derive' : 'follow';
    }
    expect(ofKind(events, 'derived')).toHaveLength(2);
    for (const kind of ['weights', 'evaluated', 'policy'] as const) {
      expect(ofKind(events, kind)).toEqual(ofKind(plain, kind));
    }
  });

  test('a checkpoint after any event goes on as the search itself', async () => {
    const start = (from?: SearchCheckpoint) =>
      begin(fakeContext({ ...small, ...changes, aloneSteps: 20 }).context, from);
    const all = await collect(start());
    for (let given = 1; given <= all.length; given++) {
      const search = start();
      for (let i = 0; i < given; i++) await search.next('follow');
      const checkpoint = structuredClone(await search.checkpoint());
      // On the way through a derive or a child's training, from its beginning.
      const from = all.findLastIndex(({ kind }, at) => at < given && !kind.endsWith('progress')) + 1;
      expect(await collect(start(checkpoint))).toEqual(all.slice(from));
      // Taking it changed nothing.
      expect(await collect(search)).toEqual(all.slice(given));
    }
  });

  test('asked for the best before anything, it has one', async () => {
    const search = begin(fakeContext({ ...small, ...changes }).context);
    for (;;) {
      const { value, done } = await search.next('derive');
      if (done === true) throw new Error('ended');
      if (value.kind !== 'derived') continue;
      expect(value.children.length).toBeGreaterThan(0);
      break;
    }
    await search.return();
  });
});

test('random search with sharing trains uniform children, screens on the same images and derives from finalists', async () => {
  const { context, asked } = fakeContext({ ...small, strategy: 'random-shared' });
  const events = await collect(randomShared.run(context));
  const evaluated = ofKind(events, 'evaluated');
  // 102 scored batches as ENAS has them; a screening costs 10 × 1 + 2 × 4.
  expect(evaluated).toHaveLength(50);
  const screenings = Array.from({ length: 5 }, (_, i) => evaluated.slice(i * 10, i * 10 + 10));
  const imagesOf = asked.scored.slice(0, 10).map(({ batch }) => batch.indices.join());
  expect(imagesOf.map((images, i) => images === imagesOf[i - (i % 2)])).not.toContain(false);
  expect(new Set(imagesOf).size).toBe(5);
  const finalists = screenings.flatMap((some) => {
    const different = new Map(some.map(({ child }) => [child.architecture.join(), child]));
    return [...different.values()].sort((a, b) => b.reward - a.reward).slice(0, 2);
  });
  const [derived] = ofKind(events, 'derived');
  expect(new Set(derived?.children.map(({ architecture }) => architecture.join()))).toEqual(
    new Set(finalists.map(({ architecture }) => architecture.join())),
  );
  const best = Math.max(...finalists.map(({ reward }) => reward));
  expect(derived?.children[0]?.reward).toBe(best);
});

test('trained alone, every child starts from the same weights on the same batches, and the best is kept', async () => {
  const { context, asked } = fakeContext({ ...small, strategy: 'random-scratch' });
  const events = await collect(randomScratch.run(context));
  const evaluated = ofKind(events, 'evaluated');
  expect(evaluated).toHaveLength(5);
  const recipes = evaluated.map((_, i) =>
    asked.trained.slice(i * 10, i * 10 + 10).map(({ batch, learningRate }) => [batch.indices.join(), learningRate]),
  );
  for (const recipe of recipes) expect(recipe).toEqual(recipes[0]);
  expect((await context.supernet.snapshot()).steps).toBe(10);
  const best = Math.max(...evaluated.map(({ child }) => child.reward));
  expect(ofKind(events, 'derived')[0]?.children[0]?.reward).toBe(best);
  const progress = ofKind(events, 'evaluate-progress');
  expect(progress.map(({ number, step }) => [number, step])).toEqual([1, 2, 3, 4, 5].map((number) => [number, 10]));
});

describe('evolution', () => {
  const differences = (a: Architecture, b: Architecture) => a.filter((choice, i) => choice !== b[i]).length;

  /** Evolution alone over many children; `crossEntropy` is the formula of its fitness. */
  async function evolve(crossEntropy: (child: Architecture) => number, changes: Partial<Settings>) {
    const { context } = fakeContext(
      { ...small, strategy: 'evolution', evolutionFitness: 'alone', nodes: 2, budget: 800, ...changes },
      crossEntropy,
    );
    return ofKind(await collect(evolution.run(context)), 'evaluated');
  }

  test('mutates exactly one decision of a member of the population', async () => {
    const evaluated = await evolve((child) => 1 + child.reduce((a, b) => a + b, 0), {});
    expect(evaluated.slice(0, 4).map(({ parent }) => parent)).toEqual([null, null, null, null]);
    for (const { number, parent, child } of evaluated.slice(4)) {
      const from = evaluated[(parent ?? 0) - 1] as EvaluatedEvent;
      expect(differences(from.child.architecture, child.architecture)).toBe(1);
      expect(number - from.number).toBeLessThanOrEqual(4);
    }
  });

  test('the oldest leaves, however good: the best of a tournament over all is never older than the population', async () => {
    // Each child is worse than the one before, so the oldest member is the best.
    let looks = 0;
    const evaluated = await evolve(() => 1 + Math.floor(looks++ / 11), { tournamentSize: 100 });
    for (const { number, parent } of evaluated.slice(4)) expect(parent).toBe(number - 4);
  });

  test('on shared weights the population is scored again in each round', async () => {
    const { context } = fakeContext({ ...small, strategy: 'evolution', childrenPerUpdate: 4 });
    const evaluated = ofKind(await collect(evolution.run(context)), 'evaluated');
    const rounds = [1, 2, 3].map((round) => evaluated.filter((event) => event.round === round));
    expect(rounds.map(({ length }) => length)).toEqual([8, 8, 8]);
    const [first = [], second = []] = rounds;
    expect(second.slice(0, 4).map(({ child }) => child.architecture)).toEqual(
      first.slice(4).map(({ child }) => child.architecture),
    );
    expect(second.slice(0, 4).every(({ parent }) => parent === null)).toBe(true);
  });
});

test('a controller learns once per update from children trained alone', async () => {
  const { context } = fakeContext({ ...small, strategy: 'reinforce-scratch', budget: 100 });
  const policy = uniformPolicy(context.space, 1);
  const told: (readonly number[])[] = [];
  const update = policy.update.bind(policy);
  policy.update = (samples, rewards) => {
    told.push(rewards);
    return update(samples, rewards);
  };
  const events = await collect(reinforceAlone(context, () => policy));
  const evaluated = ofKind(events, 'evaluated');
  expect(evaluated).toHaveLength(9);
  expect(told.flat()).toEqual(evaluated.map(({ child }) => child.reward));
  expect(ofKind(events, 'policy').map(({ children }) => children.map(({ number }) => number))).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
  expect(policy.disposed).toBe(true);
});

test('a loss that is not a number ends the search with its error', async () => {
  const { context } = fakeContext({ ...small, strategy: 'random-scratch' }, () => NaN);
  await expect(collect(randomScratch.run(context))).rejects.toThrow(/no longer a number/);
});

test('at an equal budget, evolution and REINFORCE come nearer to a known optimum than random search', async () => {
  const wrong = (child: Architecture) => child.filter((choice) => choice !== 0).length;
  const bestWith = async (changes: Partial<Settings>) => {
    const found: number[] = [];
    for (let seed = 1; seed <= 2; seed++) {
      const settings = settingsFor({
        ...small,
        nodes: 2,
        operations: ['sep3', 'avg3', 'identity'],
        budget: 1_000,
        childrenPerUpdate: 8,
        populationSize: 16,
        tournamentSize: 5,
        policyLearningRate: 0.1,
        hiddenUnits: 8,
        seed,
        ...changes,
      });
      const { context } = fakeContext(settings, (child) => 1 + wrong(child));
      const events = await collect(runners[settings.strategy].run(context));
      found.push(wrong(ofKind(events, 'derived')[0]?.children[0]?.architecture ?? []));
    }
    return found.reduce((sum, mistakes) => sum + mistakes, 0);
  };
  const random = await bestWith({ strategy: 'random-scratch' });
  expect(await bestWith({ strategy: 'evolution', evolutionFitness: 'alone' })).toBeLessThan(random);
  expect(await bestWith({ strategy: 'reinforce-scratch' })).toBeLessThan(random);
});
