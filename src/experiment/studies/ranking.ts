import * as v from 'valibot';
import type { Estimate } from '../../math/rank-correlation.ts';
import type { Architecture, TrivialCount } from '../../space/space.ts';
import { spaceOf } from '../build.ts';
import { measureOf } from '../task-kind.ts';
import { sharesWeights } from '../methods/methods.ts';
import {
  count,
  fraction,
  notation,
  notNegative,
  round6,
  measureName,
  namedMeasure,
  UNNAMED_MEASURE,
} from '../record-fields.ts';
import type { Settings } from '../settings.ts';
import { passing, type Study, type StudyLine, type StudyReading, type StudyWriting, told } from './study.ts';

/** A child of the ranking study: scored on shared weights, then trained alone from scratch. */
export interface RankedChild {
  readonly architecture: Architecture;
  readonly sharedAccuracy: number;
  readonly sharedCrossEntropy: number;
  readonly sharedImages: number;
  /** On validation images that shared weights were not scored on. */
  readonly aloneAccuracy: number;
  readonly aloneCrossEntropy: number;
  readonly aloneImages: number;
  /** What the space’s `trivial` counts in it. */
  readonly counted: number;
  readonly multiplyAdds: number;
}

/**
 * What may foretell how well a child does when it is trained alone: shared accuracy, minus shared loss, what the space’s
 * `trivial` counts, multiply–adds where they differ.
 */
export type Predictor = 'accuracy' | 'loss' | 'counted' | 'multiplyAdds';

/** How well one predictor orders the children, against how well they do when trained alone, by the task’s measure. */
export interface Agreement {
  readonly predictor: Predictor;
  /** Kendall's τ-b. */
  readonly tau: Estimate;
  /** Spearman's ρ. */
  readonly rho: Estimate;
  /** Kendall's τ with what is counted held fixed; null for that itself. */
  readonly tauFixingCounted: Estimate | null;
}

export type RankingEvent =
  | { readonly kind: 'ranking-sampled'; readonly scored: number; readonly of: number }
  | {
      readonly kind: 'ranking-progress';
      readonly child: number;
      readonly of: number;
      readonly architecture: Architecture;
      readonly step: number;
      readonly steps: number;
      readonly loss: number;
    }
  | { readonly kind: 'ranking-child'; readonly child: number; readonly of: number; readonly result: RankedChild }
  | {
      readonly kind: 'ranking-done';
      readonly children: readonly RankedChild[];
      readonly agreements: readonly Agreement[];
    };

/** Children of the ranking study so far; the agreements are there once all are done. */
export interface RankingOutcome {
  readonly children: readonly RankedChild[];
  readonly agreements: readonly Agreement[];
}

const coefficient = v.nullable(v.pipe(v.number(), v.minValue(-1), v.maxValue(1)));
const estimate = v.strictObject({ value: coefficient, low: coefficient, high: coefficient });

const schema = v.strictObject({
  /** What children trained alone are ordered by; accuracy where it is not given. */
  measure: measureName,
  children: v.array(
    v.strictObject({
      notation,
      sharedAccuracy: fraction,
      sharedCrossEntropy: notNegative,
      sharedImages: count,
      aloneAccuracy: fraction,
      aloneCrossEntropy: notNegative,
      aloneImages: count,
      convolutions: v.exactOptional(count),
      withoutSigmoid: v.exactOptional(count),
      multiplyAdds: count,
    }),
  ),
  /** Empty until all children are trained. */
  agreements: v.array(
    v.strictObject({
      predictor: v.picklist(['accuracy', 'loss', 'convolutions', 'withoutSigmoid', 'multiplyAdds']),
      tau: estimate,
      rho: estimate,
      tauFixingConvolutions: v.exactOptional(v.nullable(estimate)),
      tauFixingWithoutSigmoid: v.exactOptional(v.nullable(estimate)),
    }),
  ),
});

type RankingShape = v.InferOutput<typeof schema>;

export interface RankingTypes {
  readonly event: RankingEvent;
  /** None: the settings say how many children. */
  readonly options: Readonly<Record<string, never>>;
  readonly outcome: RankingOutcome;
  readonly key: 'ranking';
  readonly shape: RankingShape;
}

/** Training some children alone to see how shared weights rank them. */
export const ranking: Study<RankingTypes> = {
  label: 'ranking',
  // Its children are scored on weights that are lost; on another device those that are brought back may round otherwise.
  resumed: null,
  options: v.record(v.string(), v.never()),
  childrenOf: () => [],
  optionsFor: () => ({}),
  waitsFor(settings, { weights }) {
    if (!sharesWeights(settings)) return 'The children of this strategy share no weights that could rank them.';
    return weights.length === 0 ? 'Waits for trained shared weights: press Play.' : null;
  },
  nothing: { children: [], agreements: [] },
  add(outcome, event) {
    switch (event.kind) {
      case 'ranking-sampled':
      case 'ranking-progress':
        return outcome;
      case 'ranking-child':
        return { children: [...outcome.children, event.result], agreements: [] };
      case 'ranking-done':
        return { children: event.children, agreements: event.agreements };
    }
  },
  shareOf(event) {
    switch (event.kind) {
      case 'ranking-sampled':
        return 0;
      case 'ranking-progress':
        return (event.child + event.step / event.steps) / event.of;
      case 'ranking-child':
        return (event.child + 1) / event.of;
      case 'ranking-done':
        return 1;
    }
  },
  command: {
    option: 'rank',
    setting: 'rankedChildren',
    help: 'then train N children alone and say how well shared weights rank them',
    needs: (settings) => (sharesWeights(settings) ? null : 'a strategy whose children share weights'),
  },
  linesOf(event, settings) {
    switch (event.kind) {
      case 'ranking-sampled':
        return event.scored === event.of ? [told(`ranking: scored ${event.of} children on shared weights`)] : [];
      case 'ranking-progress':
        return [passing(`  child ${event.child + 1} of ${event.of}: step ${event.step} alone`)];
      case 'ranking-child': {
        const { sharedAccuracy, sharedCrossEntropy, aloneAccuracy, aloneCrossEntropy } = event.result;
        const measure = measureOf(settings);
        const measured = (accuracy: number, crossEntropy: number) =>
          `${measure.name} ${measure.of({ accuracy, crossEntropy }).toFixed(3)}`;
        const shared = measured(sharedAccuracy, sharedCrossEntropy);
        const alone = measured(aloneAccuracy, aloneCrossEntropy);
        return [told(`ranked child ${event.child + 1} of ${event.of}: ${shared} shared, ${alone} alone`)];
      }
      case 'ranking-done':
        return agreementLines(event.agreements, settings);
    }
  },
  record: { key: 'ranking', schema, write, read },
};

function agreementLines(agreements: readonly Agreement[], settings: Settings): StudyLine[] {
  const { trivial, costsDiffer } = spaceOf(settings);
  const words = { accuracy: 'accuracy', loss: 'loss', counted: trivial.label, multiplyAdds: 'multiply–adds' };
  const lines = agreements.map(({ predictor, tau, rho, tauFixingCounted: fixed }) => {
    const beyond = fixed === null ? '' : `, τ with ${trivial.label} fixed ${estimateText(fixed)}`;
    return told(`${words[predictor]}: Kendall τ ${estimateText(tau)}, Spearman ρ ${estimateText(rho)}${beyond}`);
  });
  if (!costsDiffer) lines.push(told('multiply–adds are no predictor here: every child takes the same'));
  return lines;
}

/** A coefficient with its 95 % interval. */
function estimateText({ value, low, high }: Estimate): string {
  if (value === null) return 'not defined';
  return low === null || high === null
    ? value.toFixed(2)
    : `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function write({ children, agreements }: RankingOutcome, context: StudyWriting): RankingShape {
  const { settings, print } = context;
  const { id } = context.space.trivial;
  const measure = measureOf(settings);
  return {
    ...namedMeasure(measure),
    children: children.map((child) => ({
      notation: print(child),
      sharedAccuracy: round6(child.sharedAccuracy),
      sharedCrossEntropy: round6(child.sharedCrossEntropy),
      sharedImages: child.sharedImages,
      aloneAccuracy: round6(child.aloneAccuracy),
      aloneCrossEntropy: round6(child.aloneCrossEntropy),
      aloneImages: child.aloneImages,
      ...(id === 'withoutSigmoid' ? { withoutSigmoid: child.counted } : { convolutions: child.counted }),
      multiplyAdds: child.multiplyAdds,
    })),
    agreements: agreements.map(({ predictor, tau, rho, tauFixingCounted }: Agreement) => {
      const fixed = tauFixingCounted && rounded(tauFixingCounted);
      return {
        predictor: predictor === 'counted' ? id : predictor,
        tau: rounded(tau),
        rho: rounded(rho),
        ...(id === 'withoutSigmoid' ? { tauFixingWithoutSigmoid: fixed } : { tauFixingConvolutions: fixed }),
      };
    }),
  };
}

function rounded({ value, low, high }: Estimate): Estimate {
  const digits = (one: number | null) => (one === null ? null : round6(one));
  return { value: digits(value), low: digits(low), high: digits(high) };
}

/**
 * Leaves out agreements by another measure than the settings': records of text from before it was measured by perplexity
 * have them.
 */
function read(
  { children, agreements, measure = UNNAMED_MEASURE }: RankingShape,
  { settings, space: { trivial }, architectureOf }: StudyReading,
): RankingOutcome {
  return {
    children: children.map(({ notation, convolutions, withoutSigmoid, ...scores }): RankedChild => {
      const architecture = architectureOf(notation);
      const counted = (trivial.id === 'withoutSigmoid' ? withoutSigmoid : convolutions) ?? trivial.of(architecture);
      return { architecture, counted, ...scores };
    }),
    agreements:
      measure !== measureOf(settings).name
        ? []
        : agreements.map(({ predictor, tau, rho, tauFixingConvolutions, tauFixingWithoutSigmoid }): Agreement => ({
            predictor: predictorOf(predictor),
            tau,
            rho,
            tauFixingCounted:
              (trivial.id === 'withoutSigmoid' ? tauFixingWithoutSigmoid : tauFixingConvolutions) ?? null,
          })),
  };
}

function predictorOf(name: Predictor | TrivialCount['id']): Predictor {
  return name === 'convolutions' || name === 'withoutSigmoid' ? 'counted' : name;
}
