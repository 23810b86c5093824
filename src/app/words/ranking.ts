import type { Estimate } from '../../math/rank-correlation.ts';
import type { Measure } from '../../experiment/measures/measures.ts';
import type { Settings } from '../../experiment/settings.ts';
import { measureOf } from '../../experiment/task-kind.ts';
import type { AnySpace } from '../../space/spaces.ts';
import type { Agreement, Predictor, RankingEvent } from '../../experiment/studies/ranking.ts';
import { measured } from './measure.ts';
import { count, part } from './numbers.ts';
import { plain, strong, variable, type Sentence } from './sentence.ts';

/** What of a run sentences about children depend on. */
export interface RunInWords {
  readonly settings: Settings;
  readonly space: Pick<AnySpace, 'trivial'>;
}

/** How far the ranking is, and what came of it. */
export function rankingEventSentence(event: RankingEvent, { settings, space }: RunInWords): Sentence {
  const measure = measureOf(settings);
  switch (event.kind) {
    case 'ranking-sampled':
      return [plain(`${count(event.scored)} of ${count(event.of)} children are scored on shared weights.`)];
    case 'ranking-progress':
      return [
        plain(
          `Training child ${count(event.child + 1)} of ${count(event.of)} alone: step ${count(event.step)} of ${count(event.steps)}.`,
        ),
      ];
    case 'ranking-child': {
      const { result } = event;
      const shared = measure.of({ accuracy: result.sharedAccuracy, crossEntropy: result.sharedCrossEntropy });
      const alone = measure.of({ accuracy: result.aloneAccuracy, crossEntropy: result.aloneCrossEntropy });
      const words = `${measure.name} ${measured(measure, shared, result.sharedImages)} on shared weights, ${measured(measure, alone, result.aloneImages)} alone`;
      return [plain(`Child ${count(event.child + 1)} of ${count(event.of)}: ${words}.`)];
    }
    case 'ranking-done':
      return rankingSentence(event.agreements, event.children.length, measure, space.trivial.label);
  }
}

/** What a predictor is; `counted` names what the space's trivial predictor counts. */
export function predictorWords(predictor: Predictor, counted: string): string {
  switch (predictor) {
    case 'accuracy':
      return 'shared accuracy';
    case 'loss':
      return 'minus shared loss';
    case 'counted':
      return counted;
    case 'multiplyAdds':
      return 'multiply–adds';
  }
}

/** A coefficient with its interval: .56 [.10, .81]; a dash where it is not defined. */
export function estimateWords({ value, low, high }: Estimate): string {
  if (value === null) return '–';
  return low === null || high === null ? part(value, 2) : `${part(value, 2)} [${part(low, 2)}, ${part(high, 2)}]`;
}

/** What the ranking study allows to be said, and no more than that; see `predictorWords` for `counted`. */
export function rankingSentence(
  agreements: readonly Agreement[],
  children: number,
  measure: Measure,
  counted: string,
): Sentence {
  const of = (predictor: Predictor) => agreements.find((one) => one.predictor === predictor);
  const loss = of('loss');
  const tau = loss?.tau.value ?? null;
  if (loss === undefined || tau === null) {
    return [plain('These children do not differ enough to be put in order, so nothing can be said about sharing.')];
  }
  const trivial = of('counted')?.tau.value ?? null;
  return [
    plain('Kendall '),
    variable('τ'),
    plain(
      ` of minus shared loss with ${measure.lowerIsBetter ? 'low ' : ''}${measure.name} trained alone, ${count(children)} children: `,
    ),
    strong(`${estimateWords(loss.tau)}: ${verdict(loss.tau)}.`),
    plain(
      trivial === null
        ? ''
        : ` Just counting ${counted} gives ${part(trivial, 2)}${trivial >= tau ? ', no worse' : ''}.`,
    ),
    plain(beyondCounting(trivial === null ? null : loss.tauFixingCounted)),
  ];
}

/** Only what the whole interval says. */
function verdict({ low, high }: Estimate): string {
  if (low === null || high === null) return 'too few children to say how sure that is';
  if (high < 0) return 'sharing ranks them the wrong way round';
  if (low <= 0) return 'so few cannot tell it from no order at all';
  if (low < 0.5) return 'sharing ranks them right more often than not';
  return 'sharing ranks them well';
}

function beyondCounting(fixed: Estimate | null): string {
  if (fixed?.value == null) return '';
  const sure = fixed.low !== null && fixed.low > 0;
  return ` With their number held fixed, sharing keeps ${part(fixed.value, 2)}${sure ? '' : ', which may be chance'}.`;
}
