import type {
  DerivedEvent,
  DeriveProgressEvent,
  PhaseEvent,
  PolicyChild,
  PolicyEvent,
  ScoredChild,
  WeightsEvent,
} from '../../experiment/events.ts';
import type { RetrainEvent } from '../../experiment/studies/retraining.ts';
import { measureOf } from '../../experiment/task-kind.ts';
import { testScoreOf } from '../../experiment/score.ts';
import type { Settings } from '../../experiment/settings.ts';
import { methodOf, sharesWeights, trainsOnUniform } from '../../experiment/methods/methods.ts';
import type { AnySpace, Family } from '../../space/spaces.ts';
import { choiceWords, largestShift, type Shift } from './choices.ts';
import { evaluatePhaseSentence } from './evaluations.ts';
import { designOf, nounOf, trainedPerStep } from './examples.ts';
import { howMany } from './how-many.ts';
import { measured, scoreSentence } from './measure.ts';
import { measureWords } from './measures/measures.ts';
import { count, fixed, part, probabilitiesApart } from './numbers.ts';
import { verdictSentence } from './rank.ts';
import { marked, plain, variable, type Sentence } from './sentence.ts';

/** The child of an update that the policy learned most from. */
export function tellingChild(event: PolicyEvent): PolicyChild | null {
  return event.children.reduce<PolicyChild | null>(
    (most, child) => (most === null || Math.abs(child.advantage) > Math.abs(most.advantage) ? child : most),
    null,
  );
}

/** What one shared-weight step did. */
export function weightsSentence(event: WeightsEvent, settings: Settings): Sentence {
  const examples = trainedPerStep(settings);
  const noun = nounOf(settings.family);
  const children = 1 + event.others.length;
  const drawn = event.warmUp || trainsOnUniform(settings) ? 'uniformly drawn' : 'sampled';
  const whose = children === 1 ? `a ${drawn} child was` : `${count(children)} ${drawn} children were`;
  return [
    plain(
      `Step ${count(event.step)}: ${whose} trained on ${count(examples)} train ${noun}, ${children === 1 ? 'loss' : 'mean loss'} `,
    ),
    marked(fixed(event.loss, 2)),
    plain(measureWords(measureOf(settings)).step(event, examples)),
  ];
}

/** The choice whose probability moved most since the update before; null where none moved visibly. */
export function toldShift(event: PolicyEvent, previous: PolicyEvent | null): Shift | null {
  const shift = largestShift(previous?.marginals ?? null, event.marginals);
  return shift === null || Math.abs(shift.after - shift.before) < 0.005 ? null : shift;
}

/** What one policy update learned, from the child that mattered most and the choice that moved most since the last. */
export function policySentence(event: PolicyEvent, previous: PolicyEvent | null, space: AnySpace): Sentence {
  const child = tellingChild(event);
  if (child === null) return [plain(`Policy update ${count(event.update)}.`)];
  const gap = part(Math.abs(child.advantage), 3);
  const pieces = [
    plain(`Child ${count(child.number)}: ${howMany(child, space.id)}, `),
    variable('R'),
    plain(' = '),
    marked(part(child.reward, 3)),
    plain(
      child.advantage >= 0
        ? `, ${gap} above the baseline, so its choices became likelier`
        : `, ${gap} below the baseline, so its choices became less likely`,
    ),
  ];
  const shift = toldShift(event, previous);
  if (shift === null) return [...pieces, plain('.')];
  const [before, after] = probabilitiesApart(shift.before, shift.after);
  return [
    ...pieces,
    plain(`. Since the update before, ${choiceWords(space, shift.decision, shift.choice)}: from `),
    plain(`${before} to `),
    marked(after),
    plain('.'),
  ];
}

/** A new phase begins, before its first result is there. */
export function phaseSentence(event: PhaseEvent, settings: Settings): Sentence {
  switch (event.phase) {
    case 'warm-up':
      return [plain(`Warm-up: shared weights learn from train ${nounOf(settings.family)}, on children drawn evenly.`)];
    case 'weights':
      return [
        plain(
          methodOf(settings).words.weightsPhase ??
            `Shared weights learn from train ${nounOf(settings.family)}, on children drawn evenly.`,
        ),
      ];
    case 'evaluate':
      return evaluatePhaseSentence(settings);
    case 'policy':
      return [plain('The weights stand still; sampled children are scored on validation and the policy learns.')];
    case 'derive':
      return [
        plain(
          `Deriving: ${methodOf(settings).words.derivesFrom}, all scored on the same validation ${nounOf(settings.family)}.`,
        ),
      ];
  }
}

export function deriveProgressSentence(event: DeriveProgressEvent, { family }: Settings): Sentence {
  return [
    plain(`Deriving: ${count(event.scored)} of ${count(event.of)} children scored; the best so far has `),
    ...scoreSentence(event.best, 'validation', family),
    plain('.'),
  ];
}

export function derivedSentence(event: DerivedEvent, settings: Settings): Sentence {
  const best = event.children[0];
  const measure = measureOf(settings);
  if (best === undefined) return [plain('Nothing could be derived yet.')];
  const children = event.children.length;
  const which =
    children === 1
      ? 'The only child to derive from, on'
      : `Best of ${count(children)} children${ofWhom(children, settings)} on the same`;
  return [
    plain(`${which} ${count(event.images)} validation ${nounOf(settings.family)}: ${measureWords(measure).lead}`),
    marked(measured(measure, measure.of(best), event.images)),
    plain(
      sharesWeights(settings)
        ? ' with shared weights. Trained alone it may rank otherwise: retrain it to know.'
        : ` after ${count(settings.aloneSteps)} steps alone. Trained for longer it may rank otherwise: retrain it to know.`,
    ),
  ];
}

/** Where one more than were sampled is derived from, it is the likeliest. */
function ofWhom(children: number, settings: Settings): string {
  const { deriveChildren } = settings;
  return methodOf(settings).policy && children === deriveChildren + 1
    ? ` (${count(deriveChildren)} sampled and the likeliest)`
    : '';
}

const roleWords = {
  derived: 'the derived',
  chosen: 'the chosen',
  'hand-made': 'the hand-made',
  trivial: 'the trivial',
  random: 'a random',
  own: 'your',
} as const;

/** How far the comparison is. Cells count from 0 in events and from 1 on the page. */
export function retrainSentence(event: RetrainEvent, settings: Settings): Sentence {
  const { family } = settings;
  const design = designOf(family);
  switch (event.kind) {
    case 'retrain-progress':
      return [
        plain(`Training ${roleWords[event.role]} ${design} from scratch, ${event.cell + 1} of ${event.of}: step `),
        plain(`${count(event.step)} of ${count(event.steps)}, loss `),
        marked(fixed(event.loss, 2)),
        plain('.'),
      ];
    case 'retrain-cell':
      return [
        plain(`Trained ${roleWords[event.result.role]} ${design} from scratch (${event.cell + 1} of ${event.of}): `),
        ...scoreSentence({ ...testScoreOf(event.result), images: event.result.testImages }, 'test', family),
        plain('.'),
      ];
    case 'retrain-done':
      return verdictSentence(event.cells, event.rank, settings);
  }
}

/** A person's child beside the controller's best, on the same examples. */
export function ownSentence(own: ScoredChild, controller: ScoredChild, family: Family): Sentence {
  const measure = measureOf({ family });
  const words = (child: ScoredChild) => measured(measure, measure.of(child), child.images);
  return [
    plain(measureWords(measure).yours),
    marked(words(own)),
    plain(`. The controller’s: ${words(controller)}. `),
    plain(
      `Same shared weights, same ${count(own.images)} validation ${nounOf(family)}; ${measureWords(measure).beside(own, controller)}.`,
    ),
  ];
}
