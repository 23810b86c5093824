import { expect, test } from 'vitest';
import { nothingSpent, spentBy, sumOf } from '../../../src/experiment/budget.ts';
import { spaceOf } from '../../../src/experiment/build.ts';
import { crossChecks } from '../../../src/experiment/cross-checks.ts';
import { scoredOf } from '../../../src/experiment/task-kind.ts';
import type { Budget } from '../../../src/experiment/methods/method.ts';
import { budgetOf, outlineOf } from '../../../src/experiment/planned.ts';
import { deriveBatchesOf } from '../../../src/experiment/methods/shared.ts';
import { sharesWeights } from '../../../src/experiment/methods/methods.ts';
import { runners } from '../../../src/search/runners.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import type { SearchContext } from '../../../src/search/context.ts';
import { isArchitecture } from '../../../src/space/space.ts';
import { type Family, familyIds } from '../../../src/space/spaces.ts';
import type { Supernet } from '../../../src/supernet/supernet.ts';
import type { Task } from '../../../src/task/task.ts';
import { textTask } from '../../../src/task/text/split.ts';
import { blankTask, collect, formulaSupernet, settingsFor } from './fakes.ts';

/** What keeps a search of each family small. */
const families: Readonly<Record<Family, Partial<Settings>>> = {
  micro: {},
  macro: { layers: 3 },
  recurrent: { cellNodes: 3, width: 16, textSteps: 8, reward: 'perplexity' },
};
const names = Object.keys(runners) as Settings['strategy'][];
const cases = familyIds.flatMap((family) =>
  names.map((strategy) => ({ ...families[family], family, strategy }) as const),
);

/** A text with as many windows as the images of the blank task. */
function textOf(steps: number): Task {
  const search = 'ab'.repeat((130 * steps) / 2 + 1);
  return textTask({
    manifest: { id: '', label: '', licence: '', attribution: '', splitNote: '' },
    search,
    trainCharacters: 50 * steps + 1,
    testCharacters: 0,
    loadTest: () => Promise.resolve(search),
    steps,
    entropyRate: null,
  });
}

/** Scores by formula, counting predictions as a network of these settings does. */
function supernetFor(settings: Settings): Supernet {
  const { supernet } = formulaSupernet((child) => 1 + child.reduce((sum, choice) => sum + choice, 0) / 10);
  const score: Supernet['score'] = async (batch, children) =>
    (await supernet.score(batch, children)).map((one) => ({ ...one, images: scoredOf(settings, one.images) }));
  const submitScore: Supernet['submitScore'] = (batch, children) => {
    const scores = score(batch, children);
    return { read: () => scores, take: () => null, discard: () => undefined };
  };
  return { ...supernet, score, submitScore };
}

test.each(cases)('$strategy searches a $family space to its budget', async (changes) => {
  const settings = settingsFor({
    childrenPerUpdate: 4,
    aloneSteps: 10,
    populationSize: 2,
    tournamentSize: 2,
    fitnessBatches: 2,
    screenedChildren: 5,
    finalists: 2,
    hiddenUnits: 8,
    ...changes,
  });
  expect(crossChecks(settings)).toEqual([]);
  const task = settings.family === 'recurrent' ? textOf(settings.textSteps) : blankTask;
  const space = spaceOf(settings, task.classes.length);
  const context: SearchContext = { settings, space, supernet: supernetFor(settings), task, device: null };
  const events = await collect(runners[settings.strategy].run(context));

  const spent = events.map((event) => spentBy(event, settings)).reduce<Budget>(sumOf, nothingSpent);
  const bound = budgetOf(settings).childSteps;
  const shares = sharesWeights(settings);
  const unit = shares ? settings.childrenPerStep : settings.aloneSteps * settings.childrenPerUpdate;
  expect(spent.childSteps).toBeLessThanOrEqual(bound);
  expect(spent.childSteps).toBeGreaterThan(bound - unit);

  const derived = events.findLast((event) => event.kind === 'derived');
  const rewards = derived?.children.map(({ reward }) => reward) ?? [];
  expect(rewards).toEqual([...rewards].sort((a, b) => b - a));
  expect(derived?.children.every(({ architecture }) => isArchitecture(space, architecture))).toBe(true);
  expect(events.at(-1)?.kind).toBe('finished');

  // What the schedule says, batch by batch, whatever the events count their examples in.
  const { rounds, evaluationsPerRound } = outlineOf(settings);
  const derive = deriveBatchesOf(settings);
  const each = settings.strategy === 'enas' ? settings.childrenPerUpdate : shares ? settings.fitnessBatches : derive;
  const finalists = shares ? rewards.length : 0;
  expect(spent.scoredBatches).toBeCloseTo(rounds * evaluationsPerRound * each + finalists * derive, 9);
});
