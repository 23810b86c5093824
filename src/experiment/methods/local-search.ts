import type { EvaluatedEvent } from '../events.ts';
import { evaluatedSeries, measuredSeries, sharedWeightSeries } from '../series.ts';
import { aloneSettings } from '../settings/alone.ts';
import { budgetSettings } from '../settings/budget.ts';
import type { CommonSettings } from '../settings/common.ts';
import { fitnessFromSetting, fitnessSettings } from '../settings/fitness.ts';
import { choice, type Setting, type ValuesOf } from '../settings/setting.ts';
import { childrenPerStepSetting } from '../settings/weights.ts';
import type { Bars } from './bars.ts';
import type { Method } from './method.ts';
import { aloneOutline, deriveBatchesOf, sharedSteps } from './shared.ts';

const settings = {
  ...childrenPerStepSetting,
  ...budgetSettings,
  ...fitnessFromSetting,
  ...aloneSettings,
  ...fitnessSettings,
  improvement: choice({
    link: 'improve',
    group: 'strategy',
    label: 'improvement',
    hint: 'Whether a climb moves to the first better neighbour that it finds, or scores all and moves to the best.',
    default: 'first',
    options: [
      { value: 'first', label: 'to the first better neighbour' },
      { value: 'best', label: 'to the best of all' },
    ],
  }),
} as const satisfies Record<string, Setting>;

type Values = CommonSettings & ValuesOf<typeof settings>;

/**
 * The ends of climbs that are over; before there is one, the child that the first climb has come to. Told from what was
 * scored: of a climb that ends by known rewards alone, as in a tiny space, it is where the last score was made.
 */
function optimaIn(evaluated: readonly EvaluatedEvent[]): readonly EvaluatedEvent[] {
  const ends: EvaluatedEvent[] = [];
  let incumbent: EvaluatedEvent | undefined;
  for (const event of evaluated) {
    // A climb starts from a child that is scored for it, or from one that is known and no better than where the last ended.
    const from = event.parent === null ? event : (evaluated[event.parent - 1] ?? event);
    if (from === incumbent) continue;
    const moved = event.parent !== null && from.child.reward > (incumbent?.child.reward ?? -Infinity);
    if (incumbent !== undefined && !moved) ends.push(incumbent);
    incumbent = from;
  }
  return ends.length > 0 || incumbent === undefined ? ends : [incumbent];
}

const optimaBars: Bars = {
  title: 'Optima',
  about: 'Bars under the nodes are the local optima so far: the share of them that has each choice.',
  value: 'share',
  highest: 'most common',
  over: 'among the optima',
  before: 'nothing drawn yet: a climb starts from a child drawn evenly',
  members: optimaIn,
};

const shares = ({ evolutionFitness }: Values): boolean => evolutionFitness === 'shared';

/** Local search: hill climbing with restarts over one-edit neighbours (methods/local-search). */
export const localSearch = {
  id: 'local-search',
  label: 'local search',
  name: 'local search',
  summary:
    'Neighbours of a child, which differ from it in one decision, are scored until one is better and takes its place; ' +
    'where none is, the climb is over and the next starts from a uniform child.',
  paper: 'White et al., Exploring the loss landscape in neural architecture search, 2021',
  settings,
  evaluation: 'child',
  policy: false,
  steps: ['weights', 'child'],
  bars: optimaBars,
  series: [
    ...sharedWeightSeries,
    ...evaluatedSeries,
    measuredSeries({ id: 'incumbent', label: 'incumbent', unit: 'reward', split: 'validation', draw: 'line' }),
    measuredSeries({ id: 'climbs', label: 'climbs', unit: '', split: null, draw: 'line', whole: true }),
  ],
  words: {
    part: { label: 'children', before: ['edit'], after: [] },
    evaluatePhase: (how) => `Neighbours of a child, one choice changed, are ${how}; a better one takes its place.`,
    derivesFrom: 'what the climbs found',
    derives: () => 'keeps the best that climbs found',
  },
  shares,
  trainsOnUniform: () => true,
  batchesPerReward: (values: Values) => (shares(values) ? values.fitnessBatches : deriveBatchesOf(values)),
  /** On shared weights all steps come first, then as many children as the scored batches pay for beside deriving. */
  outline(values: Values, budget) {
    if (!shares(values)) return aloneOutline(1, Math.floor(budget.childSteps / values.aloneSteps), null);
    const steps = sharedSteps(values, budget);
    const deriving = (values.deriveChildren + 1) * deriveBatchesOf(values);
    const children = Math.floor((budget.scoredBatches - deriving) / values.fitnessBatches);
    return {
      rounds: 1,
      warmUpSteps: 0,
      steps,
      stepsPerRound: steps,
      evaluationsPerRound: Math.max(1, children),
      evaluationsPerUpdate: null,
    };
  },
  leastChildSteps: (values: Values) =>
    shares(values)
      ? { childSteps: values.childrenPerStep, against: 'warmUpSteps' }
      : { childSteps: values.aloneSteps, against: 'aloneSteps' },
  conflicts: () => [],
} as const satisfies Method;
