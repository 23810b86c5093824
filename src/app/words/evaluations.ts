import type { Settings } from '../../experiment/settings.ts';
import type { EvaluatedEvent, EvaluateProgressEvent } from '../../experiment/events.ts';
import { howMany } from './how-many.ts';
import { count, fixed, part } from './numbers.ts';
import { marked, plain, variable, type Sentence } from './sentence.ts';

/** How children are evaluated, as a phase begins. */
export function evaluatePhaseSentence({ strategy, aloneSteps }: Settings, shares: boolean): Sentence {
  const how = shares
    ? 'scored on the shared weights, which stand still'
    : `trained alone for ${count(aloneSteps)} steps and scored on validation`;
  switch (strategy) {
    case 'evolution':
      return [plain(`The best of a few is changed in one choice, ${how}, and takes the place of the oldest.`)];
    case 'reinforce-scratch':
      return [plain(`Each sampled child is ${how}; then the policy learns.`)];
    case 'enas':
    case 'random-shared':
    case 'random-scratch':
      return [plain(`Children are drawn evenly and ${how}.`)];
  }
}

export function evaluateProgressSentence({ number, step, steps, loss }: EvaluateProgressEvent): Sentence {
  return [
    plain(`Child ${count(number)} is trained alone from scratch: step ${count(step)} of ${count(steps)}, loss `),
    marked(fixed(loss, 2)),
    plain('.'),
  ];
}

/** One child that a search looked at. */
export function evaluatedSentence(
  { number, child, trainedSteps, parent }: EvaluatedEvent,
  { family }: Settings,
): Sentence {
  const from = parent === null ? '' : `, changed in one choice from child ${count(parent)}`;
  const how = trainedSteps > 0 ? `trained alone for ${count(trainedSteps)} steps` : 'on shared weights';
  return [
    plain(`Child ${count(number)}${from}, ${how}: ${howMany(child, family)}, `),
    variable('R'),
    plain(' = '),
    marked(part(child.reward, 3)),
    plain(parent === null ? '.' : '; the oldest child leaves the population.'),
  ];
}
