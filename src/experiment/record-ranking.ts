import * as v from 'valibot';
import type { Estimate } from '../math/rank-correlation.ts';
import type { Agreement, Predictor, RankedChild } from './events.ts';
import type { Architecture, Space, TrivialCount } from '../space/space.ts';
import type { RankingOutcome } from './history.ts';
import { measureOf } from './task-kind.ts';
import type { Measure } from './measures/measures.ts';
import {
  count,
  fraction,
  measureName,
  namedMeasure,
  notation,
  notNegative,
  round6,
  UNNAMED_MEASURE,
} from './record-fields.ts';
import type { Settings } from './settings.ts';

/**
 * The ranking study in a run record: shared scores beside those of training alone, and how well they agree. What the
 * space counts has the space's own name for it.
 */

const coefficient = v.nullable(v.pipe(v.number(), v.minValue(-1), v.maxValue(1)));
const estimate = v.strictObject({ value: coefficient, low: coefficient, high: coefficient });

export const rankingSchema = v.strictObject({
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

type RankingShape = v.InferOutput<typeof rankingSchema>;

/** Writes it down; `print` gives a child's notation. */
export function rankingOf(
  { children, agreements }: RankingOutcome,
  print: (child: RankedChild) => string,
  { trivial: { id } }: Pick<Space, 'trivial'>,
  measure: Measure,
): RankingShape {
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
 * Reads it again; `read` gives the child of a notation. Agreements by another measure than the settings' are left out:
 * records of text from before it was measured by perplexity have them.
 */
export function outcomeOfRanking(
  { children, agreements, measure = UNNAMED_MEASURE }: RankingShape,
  read: (notation: string) => Architecture,
  { trivial }: Pick<Space, 'trivial'>,
  settings: Settings,
): RankingOutcome {
  return {
    children: children.map(({ notation, convolutions, withoutSigmoid, ...scores }): RankedChild => {
      const architecture = read(notation);
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
