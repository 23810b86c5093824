import { methodOf, sharesWeights } from '../../experiment/methods/methods.ts';
import type { Settings } from '../../experiment/settings.ts';
import type { EvaluatedEvent, EvaluateProgressEvent } from '../../experiment/events.ts';
import { howMany } from './how-many.ts';
import { count, fixed, part } from './numbers.ts';
import { marked, plain, variable, type Sentence } from './sentence.ts';

/** How children are evaluated, as a phase begins. */
export function evaluatePhaseSentence(settings: Settings): Sentence {
  const how = sharesWeights(settings)
    ? 'scored on the shared weights, which stand still'
    : `trained alone for ${count(settings.aloneSteps)} steps and scored on validation`;
  return [plain(methodOf(settings).words.evaluatePhase?.(how) ?? `Children are ${how}.`)];
}

export function evaluateProgressSentence({ number, step, steps, loss }: EvaluateProgressEvent): Sentence {
  return [
    plain(`Child ${count(number)} is trained alone from scratch: step ${count(step)} of ${count(steps)}, loss `),
    marked(fixed(loss, 2)),
    plain('.'),
  ];
}

/** One child that a search looked at. */
export function evaluatedSentence(event: EvaluatedEvent, settings: Settings): Sentence {
  const { number, child, trainedSteps, parent } = event;
  const after = parent === null ? undefined : methodOf(settings).words.afterOffspring?.(event);
  const from = parent === null ? '' : `, changed in one choice from child ${count(parent)}`;
  const how = trainedSteps > 0 ? `trained alone for ${count(trainedSteps)} steps` : 'on shared weights';
  return [
    plain(`Child ${count(number)}${from}, ${how}: ${howMany(child, settings.family)}, `),
    variable('R'),
    plain(' = '),
    marked(part(child.reward, 3)),
    plain(after ?? '.'),
  ];
}
