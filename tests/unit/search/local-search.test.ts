import { describe, expect, test } from 'vitest';
import { nothingSpent, spentBy, sumOf } from '../../../src/experiment/budget.ts';
import type { EvaluatedEvent, SearchEvent } from '../../../src/experiment/events.ts';
import { localSearch as method } from '../../../src/experiment/methods/local-search.ts';
import { budgetOf, outlineOf } from '../../../src/experiment/planned.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import { spaceOf } from '../../../src/experiment/build.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import { RandomStream } from '../../../src/math/random.ts';
import type { SearchCheckpoint } from '../../../src/search/checkpoint.ts';
import { localSearch } from '../../../src/search/local-search.ts';
import { neighboursOf } from '../../../src/space/neighbours.ts';
import type { Architecture } from '../../../src/space/space.ts';
import { collect, fakeContext } from './fakes.ts';

const alone: Partial<Settings> = { strategy: 'local-search', evolutionFitness: 'alone', aloneSteps: 10 };
const shared: Partial<Settings> = { strategy: 'local-search', fitnessBatches: 1 };

const distance = (a: Architecture, b: Architecture): number => a.filter((choice, i) => choice !== b[i]).length;
const sum = (child: Architecture): number => child.reduce((total, choice) => total + choice, 0);

function evaluatedIn(events: readonly SearchEvent[]): EvaluatedEvent[] {
  return events.filter((event) => event.kind === 'evaluated');
}

async function search(changes: Partial<Settings>, crossEntropy?: (child: Architecture) => number) {
  const { context, asked } = fakeContext({ nodes: 2, ...changes }, crossEntropy);
  const events = await collect(localSearch.run(context));
  return { context, asked, events, evaluated: evaluatedIn(events) };
}

/** Evaluations cut where a climb starts: from a child that is scored for it, or a known one that is no better. */
function climbsIn(evaluated: readonly EvaluatedEvent[]): EvaluatedEvent[][] {
  const climbs: EvaluatedEvent[][] = [];
  let incumbent: EvaluatedEvent | undefined;
  for (const event of evaluated) {
    const from = event.parent === null ? event : evaluated[event.parent - 1];
    const moved = event.parent !== null && (from?.child.reward ?? 0) > (incumbent?.child.reward ?? -Infinity);
    if (from === incumbent || moved) climbs.at(-1)?.push(event);
    else climbs.push([event]);
    incumbent = from;
  }
  return climbs;
}

describe('neighbours (methods/local-search 8.1)', () => {
  test.each([
    [{}, 72],
    [{ family: 'macro' }, 45],
    [{ family: 'recurrent' }, 15],
  ] as const)('of %j are Σ (k − 1), each one edit away, and all that there are', (changes, count) => {
    const space = spaceOf({ ...defaultSettings, ...changes });
    const child = space.sample(new RandomStream(1, 0));
    const neighbours = neighboursOf(space.decisions, child);
    expect(neighbours).toHaveLength(count);
    expect(neighbours).toHaveLength(space.decisions.reduce((all, { choices }) => all + choices.length - 1, 0));
    expect(new Set(neighbours.map((one) => one.join())).size).toBe(count);
    expect(neighbours.every((one) => distance(one, child) === 1)).toBe(true);
  });
});

describe.each(['first', 'best'] as const)('%s improvement', (improvement) => {
  test('reaches the only optimum of an additive reward (8.2), each move one edit and strictly better (8.7)', async () => {
    const { evaluated, context } = await search({ ...alone, improvement, budget: 3_000 }, (child) => 1 + sum(child));
    const [climb = []] = climbsIn(evaluated);
    const parents = climb.map(({ parent }) => parent).filter((parent) => parent !== null);
    const path = [...new Set(parents)].map((number) => evaluated[number - 1] as EvaluatedEvent);
    expect(path.at(-1)?.child.architecture.every((choice) => choice === 0)).toBe(true);
    path.slice(1).forEach((event, index) => {
      const before = path[index] as EvaluatedEvent;
      expect(event.child.reward).toBeGreaterThan(before.child.reward);
      if (improvement === 'best') expect(distance(event.child.architecture, before.child.architecture)).toBe(1);
    });
    const start = climb[0]?.child.architecture ?? [];
    const wrong = distance(
      start,
      start.map(() => 0),
    );
    if (improvement === 'best') expect(path).toHaveLength(wrong + 1);
    const most = context.space.decisions.reduce((all, { choices }) => all + choices.length - 1, 0);
    expect(path.length - 1).toBeLessThanOrEqual(most);
  });

  test('a plateau ends a climb without a move (8.4)', async () => {
    const { evaluated, context } = await search({ ...alone, improvement, budget: 2_000 }, () => 1);
    const neighbours = context.space.decisions.reduce((all, { choices }) => all + choices.length - 1, 0);
    for (const climb of climbsIn(evaluated)) {
      expect(new Set(climb.map(({ parent, number }) => parent ?? number)).size).toBe(1);
      expect(climb.length).toBeLessThanOrEqual(1 + neighbours);
    }
    expect(climbsIn(evaluated)[0]).toHaveLength(1 + neighbours);
  });

  test('a child alone is never trained again while there are others (rule 5)', async () => {
    const { evaluated } = await search({ ...alone, improvement, budget: 1_000 });
    const names = evaluated.map(({ child }) => child.architecture.join());
    expect(new Set(names).size).toBe(names.length);
  });

  test('a space that is all known is scored again rather than never (rule 5)', async () => {
    const { evaluated, events } = await search({
      ...alone,
      improvement,
      nodes: 1,
      operations: ['sep3', 'identity'],
      budget: 400,
    });
    expect(evaluated).toHaveLength(40);
    expect(events.at(-1)?.kind).toBe('finished');
  });

  test('on shared weights all scores of a climb are on the same images, those of others on others (8.8)', async () => {
    const { evaluated, asked } = await search({ ...shared, improvement, updatesPerRound: 30 });
    const images = asked.scored.flatMap(({ batch, children }) => children.map(() => batch.indices.join()));
    let at = 0;
    const ofClimbs = climbsIn(evaluated).map((climb) => new Set(images.slice(at, (at += climb.length))));
    expect(ofClimbs.length).toBeGreaterThan(1);
    for (const some of ofClimbs) expect(some.size).toBe(1);
    expect(new Set(ofClimbs.map((some) => [...some][0])).size).toBeGreaterThan(1);
  });

  test.each([shared, alone])('a checkpoint after any event goes on as the search itself (8.9): %j', async (changes) => {
    const start = (from?: SearchCheckpoint) =>
      localSearch.run(fakeContext({ ...changes, improvement, aloneSteps: 20 }).context, from);
    const all = await collect(start());
    for (let given = 1; given <= all.length; given += 7) {
      const running = start();
      for (let i = 0; i < given; i++) await running.next('follow');
      const checkpoint = structuredClone(await running.checkpoint());
      const from = all.findLastIndex(({ kind }, at) => at < given && !kind.endsWith('progress')) + 1;
      expect(await collect(start(checkpoint))).toEqual(all.slice(from));
      expect(await collect(running)).toEqual(all.slice(given));
    }
  });

  test.each([shared, alone])('spends no more than its budget (8.10): %j', async (changes) => {
    const { events, context } = await search({ ...changes, improvement });
    const { settings } = context;
    const spent = events.map((event) => spentBy(event, settings)).reduce(sumOf, nothingSpent);
    const bound = budgetOf(settings);
    expect(spent.childSteps).toBeLessThanOrEqual(bound.childSteps);
    expect(spent.childSteps).toBeGreaterThan(
      bound.childSteps - Math.max(settings.aloneSteps, settings.childrenPerStep),
    );
    if (changes === shared) expect(spent.scoredBatches).toBeLessThanOrEqual(bound.scoredBatches);
  });
});

test('a climb that starts in the trap of a reward ends there; any other finds its optimum (8.5)', async () => {
  // The first two binary decisions decide: 00 is a trap, 11 the optimum.
  const { evaluated } = await search(
    { ...alone, improvement: 'best', nodes: 1, operations: ['sep3', 'identity'], budget: 2_000 },
    ([first, second]) => (first !== second ? 3 : first === 0 ? 2 : 1),
  );
  const first = climbsIn(evaluated)[0]?.[0]?.child.architecture ?? [];
  const end = method.bars.members?.(evaluated, defaultSettings)[0]?.child.architecture.slice(0, 2);
  expect(end).toEqual(first[0] === 0 && first[1] === 0 ? [0, 0] : [1, 1]);
});

test('the climb goes on from a new score when the weights were trained further out of turn (rule 7)', async () => {
  const { context } = fakeContext(shared);
  const running = localSearch.run(context);
  const events: SearchEvent[] = [];
  const until = async (request: 'follow' | 'weights' | 'evaluate', kind: SearchEvent['kind']) => {
    for (;;) {
      const { value, done } = await running.next(request);
      if (done === true) throw new Error(`ended before ${kind}`);
      events.push(value);
      if (value.kind === kind) return;
    }
  };
  for (let i = 0; i < 4; i++) await until('evaluate', 'evaluated');
  await until('weights', 'weights');
  await until('evaluate', 'evaluated');
  const evaluated = evaluatedIn(events);
  const again = evaluated.at(-1);
  expect(again?.parent).toBeNull();
  expect(evaluated.slice(0, -1).map(({ child }) => child.architecture.join())).toContain(
    again?.child.architecture.join(),
  );
});

test('derives the best end of a climb on the derive images', async () => {
  const { events, context } = await search(shared);
  const derived = events.findLast((event) => event.kind === 'derived');
  expect(derived?.children[0]?.architecture.every((choice) => choice === 0)).toBe(true);
  expect(derived?.children.length).toBeLessThanOrEqual(context.settings.deriveChildren + 1);
  expect(outlineOf(context.settings)).toMatchObject({ rounds: 1, warmUpSteps: 0 });
});

test('says after each evaluation where the climb has come to', async () => {
  const { events } = await search({ ...shared, improvement: 'best' });
  const measured = events.filter((event) => event.kind === 'measured');
  expect(measured.length).toBeGreaterThan(3);
  const climbs = measured.map(({ values }) => values['climbs']);
  expect(climbs).toEqual([...climbs].sort((a, b) => Number(a) - Number(b)));
  for (const { values } of measured) expect(values['incumbent']).toBeLessThanOrEqual(-1);
});
