import { expect, test } from 'vitest';
import { measureOf } from '../../../../src/experiment/task-kind.ts';
import {
  type RetrainedCell,
  type RetrainEvent,
  retraining,
  type RetrainOptions,
} from '../../../../src/experiment/studies/retraining.ts';
import { pooledTask } from '../../../../src/search/task-kinds/kinds.ts';
import { ranksOf, retrain } from '../../../../src/search/studies/retraining.ts';
import type { StudyContext } from '../../../../src/search/studies/study.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import type { TrainingConfig } from '../../../../src/supernet/supernet.ts';
import type { Task } from '../../../../src/task/task.ts';
import { type Asked, blankTask, collect, formulaSupernet, settingsFor, spaceFor } from '../fakes.ts';

const derived = [0, 0, 0, 0];
const own = [1, 1, 1, 1];

function setUp(crossEntropy: (child: Architecture) => number) {
  const settings = settingsFor();
  const asked: Asked = { trained: [], scored: [], disposed: 0 };
  const made: { task: Task; training: TrainingConfig; child: Architecture }[] = [];
  const stop = new AbortController();
  const context: StudyContext = {
    settings,
    space: spaceFor(settings),
    task: blankTask,
    supernet: formulaSupernet(crossEntropy).supernet,
    createSupernet({ task, splits, training, child }) {
      expect(splits).toEqual(['train']);
      made.push({ task, training, child });
      return formulaSupernet(crossEntropy, asked).supernet;
    },
  };
  return { context, asked, made, stop };
}

const byTokens = (child: Architecture): number => 1 + child.reduce((sum, token) => sum + token, 0);

test('trains every cell alike on train and validation together and tests it once on all test images', async () => {
  const { context, asked, made, stop } = setUp(byTokens);
  const events = await collect(retrain(context, { derived, own: [own] }, stop.signal));
  const cells = events.flatMap((event) => (event.kind === 'retrain-cell' ? [event.result] : []));
  expect(cells.map(({ role }) => role)).toEqual([
    'derived',
    'hand-made',
    'trivial',
    'own',
    ...Array<string>(4).fill('random'),
  ]);
  expect(made.map(({ child }) => child)).toEqual(cells.map(({ architecture }) => architecture));
  expect(made.every(({ training, task }) => training.optimiser === 'adam' && task.train.count === 130)).toBe(true);
  expect(asked.disposed).toBe(8);

  const perCell = Array.from({ length: 8 }, (_, cell) => asked.trained.slice(cell * 25, cell * 25 + 25));
  expect(asked.trained).toHaveLength(8 * 25);
  const recipe = (steps: typeof asked.trained) =>
    steps.map(({ batch, learningRate }) => [batch.split, batch.indices.join(), learningRate]);
  for (const steps of perCell) expect(recipe(steps)).toEqual(recipe(perCell[0] ?? []));
  perCell[0]?.forEach(({ learningRate }, step) =>
    expect(learningRate).toBeCloseTo(
      (context.settings.retrainLearningRate / 2) * (1 + Math.cos((Math.PI * step) / 25)),
      12,
    ),
  );
  expect(Math.max(...asked.trained.flatMap(({ batch }) => [...batch.indices]))).toBeGreaterThanOrEqual(50);

  expect(asked.scored.map(({ batch }) => [batch.split, batch.indices.length])).toEqual(
    Array.from({ length: 8 }, () => [250, 250, 100].map((size) => ['test', size])).flat(),
  );
  expect(cells[0]).toMatchObject({ testImages: 600, testCrossEntropy: 1, hasConvolution: true, trainLoss: 1 });
  const progress = events.filter((event) => event.kind === 'retrain-progress' && event.cell === 0);
  expect(progress.map((event) => event.kind === 'retrain-progress' && event.step)).toEqual([10, 20, 25]);
});

test('without a derived child the first of a person’s own is the candidate, beside the same controls', async () => {
  const { context, stop } = setUp(byTokens);
  const rolesOf = async (options: RetrainOptions) => {
    const last = (await collect(retrain(context, options, stop.signal))).at(-1) as RetrainEvent;
    if (last.kind !== 'retrain-done') throw new Error('not done');
    return { ...last, roles: last.cells.map(({ role }) => role) };
  };
  const chosen = await rolesOf({ derived: null, own: [derived, own] });
  const searched = await rolesOf({ derived, own: [own] });
  expect(chosen.roles).toEqual(['chosen', ...searched.roles.slice(1)]);
  expect(chosen.cells.map(({ architecture }) => architecture)).toEqual(
    searched.cells.map(({ architecture }) => architecture),
  );
  expect(chosen.rank).toEqual(searched.rank);
  expect(retraining.optionsFor({ weights: [], derived: [] }, [own])).toEqual({ derived: null, own: [own] });
  expect(retraining.optionsFor({ weights: [], derived: [] }, [])).toBeNull();
  const told = retraining.linesOf(chosen, context.settings).map(({ text }) => text);
  expect(told.join()).toContain('the chosen child is better than');
});

test('ends with exact ranks, a tie counting as not better', async () => {
  const rankFor = async (crossEntropy: (child: Architecture) => number) => {
    const { context, stop } = setUp(crossEntropy);
    const last = (await collect(retrain(context, { derived, own: [] }, stop.signal))).at(-1) as RetrainEvent;
    if (last.kind !== 'retrain-done') throw new Error('not done');
    const random = last.cells.filter(({ role }) => role === 'random');
    return { ...last, withConvolution: random.filter(({ hasConvolution }) => hasConvolution).length };
  };
  const equal = await rankFor(() => 1);
  expect(equal.rank).toEqual({ better: 0, of: 4, p: 1 });
  expect(equal.rankWithConvolution).toEqual({ better: 0, of: equal.withConvolution, p: 1 });
  const best = await rankFor((child) => (child.join() === derived.join() ? 0.5 : 1));
  expect(best.cells.filter(({ role, architecture }) => role === 'random' && architecture.join() === '0,0,0,0')).toEqual(
    [],
  );
  expect(best.rank).toEqual({ better: 4, of: 4, p: 1 / 5 });
  expect(best.rankWithConvolution.p).toBeCloseTo(1 / (best.withConvolution + 1), 12);
});

test('images are ranked by accuracy, text by perplexity', () => {
  const cell = (role: RetrainedCell['role'], testAccuracy: number, testCrossEntropy: number): RetrainedCell => ({
    role,
    architecture: [],
    testAccuracy,
    testCrossEntropy,
    testImages: 100,
    trainLoss: 1,
    parameters: 1,
    multiplyAdds: 1,
    hasConvolution: true,
  });
  const cells = [cell('derived', 0.5, 1), cell('random', 0.6, 1.1), cell('random', 0.4, 1.2), cell('own', 0.9, 0.1)];
  expect(ranksOf(cells, measureOf({ family: 'macro' })).rank).toEqual({ better: 1, of: 2, p: 2 / 3 });
  expect(ranksOf(cells, measureOf({ family: 'recurrent' })).rank).toEqual({ better: 2, of: 2, p: 1 / 3 });
});

test('aborted, it stops soon, keeps the cells that are done and draws no conclusion', async () => {
  const { context, asked, stop } = setUp(byTokens);
  const events: RetrainEvent[] = [];
  for await (const event of retrain(context, { derived, own: [own] }, stop.signal)) {
    events.push(event);
    if (event.kind === 'retrain-progress' && event.cell === 1 && event.step === 10) stop.abort();
  }
  expect(events.filter(({ kind }) => kind === 'retrain-cell')).toHaveLength(1);
  expect(events.some(({ kind }) => kind === 'retrain-done')).toBe(false);
  expect(asked.trained).toHaveLength(25 + 10);
  expect(asked.disposed).toBe(2);
});

test('the pooled task is train followed by validation', () => {
  const pooled = pooledTask(blankTask);
  expect(pooled.train.count).toBe(130);
  expect([...pooled.train.pixels]).toEqual([...blankTask.train.pixels, ...blankTask.validation.pixels]);
  expect(() => pooledTask({ ...blankTask, validation: { ...blankTask.validation, side: 2 } })).toThrow(RangeError);
});
