import { describe, expect, test } from 'vitest';
import { measureOf } from '../../../../src/experiment/task-kind.ts';
import { kendallTau } from '../../../../src/math/ranks.ts';
import { spearmanRho } from '../../../../src/math/rank-correlation.ts';
import type { ScoredChild } from '../../../../src/experiment/events.ts';
import type { RankedChild, RankingEvent } from '../../../../src/experiment/studies/ranking.ts';
import { agreementsOf, evenlySpread, imagesFor, rankChildren } from '../../../../src/search/studies/ranking.ts';
import type { StudyContext } from '../../../../src/search/studies/study.ts';
import { trivialPick } from '../../../../src/search/trivial.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import type { Task } from '../../../../src/task/task.ts';
import { type Asked, blankTask, collect, formulaSupernet, settingsFor, spaceFor } from '../fakes.ts';

const accuracy = measureOf({ family: 'micro' });
const perplexity = measureOf({ family: 'recurrent' });

const byTokens = (child: Architecture): number => 1 + child.reduce((sum, token) => sum + token, 0) / 4;

/** A study in which training alone has one formula and shared weights have another. */
function setUp(shared: (child: Architecture) => number, alone = byTokens) {
  const settings = settingsFor({ nodes: 2, rankedChildren: 6, retrainSteps: 20 });
  const asked: Asked = { trained: [], scored: [], disposed: 0 };
  const sharedNet = formulaSupernet(shared);
  const made: { task: Task; child: Architecture }[] = [];
  const stop = new AbortController();
  const context: StudyContext = {
    settings,
    space: spaceFor(settings),
    task: blankTask,
    supernet: sharedNet.supernet,
    createSupernet({ task, splits, child }) {
      expect(splits).toEqual(['train', 'validation']);
      made.push({ task, child });
      return formulaSupernet(alone, asked).supernet;
    },
  };
  const events = () => rankChildren(context, {}, stop.signal);
  return { events, asked, sharedAsked: sharedNet.asked, made, stop };
}

const resultsOf = (events: readonly RankingEvent[]) =>
  events.flatMap((event) => (event.kind === 'ranking-child' ? [event.result] : []));

describe('the study', () => {
  test('scores on some validation images, trains alone on train, and scores on the other images', async () => {
    const { events: run, asked, sharedAsked, made } = setUp(byTokens);
    const events = await collect(run());
    const children = resultsOf(events);
    expect(children).toHaveLength(6);
    expect(made.map(({ child }) => child)).toEqual(children.map(({ architecture }) => architecture));
    expect(made.every(({ task }) => task === blankTask)).toBe(true);
    expect(sharedAsked.trained).toEqual([]);
    expect(asked.trained).toHaveLength(6 * 20);
    expect(asked.disposed).toBe(6);
    const rows = (some: Asked['scored']) => new Set(some.flatMap(({ batch }) => [...batch.indices]));
    const shared = rows(sharedAsked.scored);
    const alone = rows(asked.scored);
    expect([...shared].filter((row) => alone.has(row))).toEqual([]);
    // 80 validation images in batches of 16: at most half of the batches for the shared scores.
    expect([shared.size, alone.size]).toEqual([32, 48]);
    expect(children[0]).toMatchObject({ sharedImages: 32, aloneImages: 48 });
    expect(events.at(-1)?.kind).toBe('ranking-done');
  });

  test('where sharing orders as training alone does, τ and ρ are 1', async () => {
    const last = (await collect(setUp((child) => 2 * byTokens(child)).events())).at(-1);
    if (last?.kind !== 'ranking-done') throw new Error('not done');
    const loss = last.agreements.find(({ predictor }) => predictor === 'loss');
    expect(loss?.tau.value).toBeCloseTo(1, 12);
    expect(loss?.rho.value).toBeCloseTo(1, 12);
    const turned = (await collect(setUp((child) => 9 - byTokens(child)).events())).at(-1);
    if (turned?.kind !== 'ranking-done') throw new Error('not done');
    expect(turned.agreements.find(({ predictor }) => predictor === 'loss')?.tau.value).toBeCloseTo(-1, 12);
  });

  test('aborted, it stops soon and draws no conclusion', async () => {
    const { events: run, asked, stop } = setUp(byTokens);
    const events: RankingEvent[] = [];
    for await (const event of run()) {
      events.push(event);
      if (event.kind === 'ranking-progress' && event.child === 1 && event.step === 10) stop.abort();
    }
    expect(resultsOf(events)).toHaveLength(1);
    expect(events.some(({ kind }) => kind === 'ranking-done')).toBe(false);
    expect(asked.trained).toHaveLength(20 + 10);
    expect(asked.disposed).toBe(2);
  });
});

test.each([
  [2_000, 64, [64, 64, 64, 64], 27],
  [100, 64, [50], 1],
  [31, 64, [15], 1],
])('shared and other scores have no image in common, of %i in batches of %i', (count, rewardBatch, shared, others) => {
  const images = imagesFor({ seed: 7, rewardBatch, deriveImages: 256 }, count);
  expect(images.shared.map(({ indices }) => indices.length)).toEqual(shared);
  expect(images.alone).toHaveLength(others);
  const rows = [...images.shared, ...images.alone].flatMap(({ indices }) => [...indices]);
  expect(new Set(rows).size).toBe(rows.length);
});

test('children are spread evenly over the shared scores', () => {
  const pool = [0.5, 0.1, 0.9, 0.3, 0.7, 0.2, 0.8, 0.4].map((accuracy, i): ScoredChild => ({
    architecture: [i],
    accuracy,
    crossEntropy: 1,
    images: 1,
    reward: 0,
  }));
  expect(evenlySpread(pool, 4, accuracy).map(({ accuracy }) => accuracy)).toEqual([0.2, 0.4, 0.7, 0.9]);
  expect(evenlySpread(pool, 99, accuracy)).toHaveLength(8);
  expect(evenlySpread(pool, 1, accuracy).map(({ accuracy }) => accuracy)).toEqual([0.5]);
});

test('agreements are the coefficients of their columns, with intervals around them', () => {
  const child = (sharedAccuracy: number, loss: number, counted: number, aloneAccuracy: number): RankedChild => ({
    architecture: [],
    sharedAccuracy,
    sharedCrossEntropy: loss,
    sharedImages: 64,
    aloneAccuracy,
    aloneCrossEntropy: 1,
    aloneImages: 64,
    counted,
    multiplyAdds: 7,
  });
  const children = [
    child(0.1, 2.2, 0, 0.3),
    child(0.3, 1.9, 1, 0.5),
    child(0.2, 2.0, 2, 0.4),
    child(0.5, 1.4, 2, 0.7),
    child(0.4, 1.6, 4, 0.8),
  ];
  const options = { measure: accuracy, space: { costsDiffer: true }, seed: 7 };
  const [shared, loss, counted, work] = agreementsOf(children, options);
  const alone = children.map((one) => one.aloneAccuracy);
  // Nine of ten pairs of accuracies agree; 0.5 and 0.4 do not.
  expect(shared?.tau.value).toBeCloseTo(0.8, 12);
  expect(loss?.tau.value).toBeCloseTo(0.8, 12);
  expect(loss?.rho.value).toBeCloseTo(
    spearmanRho(
      children.map((one) => -one.sharedCrossEntropy),
      alone,
    ) ?? NaN,
    12,
  );
  expect(counted?.tau.value).toBeCloseTo(kendallTau([0, 1, 2, 2, 4], alone) ?? NaN, 12);
  expect(counted?.tauFixingCounted).toBeNull();
  expect(work).toMatchObject({ predictor: 'multiplyAdds', tau: { value: null, low: null, high: null } });
  expect(loss?.tau.low).toBeLessThanOrEqual(0.8);
  expect(loss?.tau.high).toBeGreaterThanOrEqual(0.8);
  expect(agreementsOf(children, options)).toEqual(agreementsOf(children, options));

  // Of text, by the loss alone, which falls here as accuracy rises; with equal costs nothing is said of them.
  const text = children.map((one) => ({ ...one, aloneCrossEntropy: 1 + one.aloneAccuracy }));
  const told = agreementsOf(text, { measure: perplexity, space: { costsDiffer: false }, seed: 7 });
  expect(told.map(({ predictor }) => predictor)).toEqual(['accuracy', 'loss', 'counted']);
  expect(told[1]?.tau.value).toBeCloseTo(-0.8, 12);
});

test('the trivial pick has the most convolutions, and of equals the most work', () => {
  const space = spaceFor(settingsFor({ nodes: 1, operations: ['sep3', 'sep5', 'identity'] }));
  const [identities, one, both, mostExpensive] = [
    [0, 2, 0, 2],
    [0, 1, 0, 2],
    [0, 0, 0, 0],
    [0, 1, 0, 1],
  ] as const;
  expect([identities, one, both, mostExpensive].map((child) => space.trivial.of(child))).toEqual([0, 1, 2, 2]);
  expect(trivialPick(space, [one, both, mostExpensive, identities])).toEqual(mostExpensive);
  expect(() => trivialPick(space, [])).toThrow(RangeError);
});
