import * as v from 'valibot';
import type { Estimate } from '../math/rank-correlation.ts';
import type { Agreement, RankedChild } from '../search/events.ts';
import type { RankingOutcome } from './history.ts';
import { count, fraction, notation, notNegative, round6 } from './record-fields.ts';

/** The ranking study in a run record: shared scores beside those of training alone, and how well they agree. */

const coefficient = v.nullable(v.pipe(v.number(), v.minValue(-1), v.maxValue(1)));
const estimate = v.strictObject({ value: coefficient, low: coefficient, high: coefficient });

export const rankingSchema = v.strictObject({
  children: v.array(
    v.strictObject({
      notation,
      sharedAccuracy: fraction,
      sharedCrossEntropy: notNegative,
      sharedImages: count,
      aloneAccuracy: fraction,
      aloneCrossEntropy: notNegative,
      aloneImages: count,
      convolutions: count,
      multiplyAdds: count,
    }),
  ),
  /** Empty until all children are trained. */
  agreements: v.array(
    v.strictObject({
      predictor: v.picklist(['accuracy', 'loss', 'convolutions', 'multiplyAdds']),
      tau: estimate,
      rho: estimate,
      tauFixingConvolutions: v.nullable(estimate),
    }),
  ),
});

/** Writes it down; `print` gives a child's notation. */
export function rankingOf(
  { children, agreements }: RankingOutcome,
  print: (child: RankedChild) => string,
): v.InferOutput<typeof rankingSchema> {
  return {
    children: children.map((child) => ({
      notation: print(child),
      sharedAccuracy: round6(child.sharedAccuracy),
      sharedCrossEntropy: round6(child.sharedCrossEntropy),
      sharedImages: child.sharedImages,
      aloneAccuracy: round6(child.aloneAccuracy),
      aloneCrossEntropy: round6(child.aloneCrossEntropy),
      aloneImages: child.aloneImages,
      convolutions: child.convolutions,
      multiplyAdds: child.multiplyAdds,
    })),
    agreements: agreements.map(({ predictor, tau, rho, tauFixingConvolutions }: Agreement) => ({
      predictor,
      tau: rounded(tau),
      rho: rounded(rho),
      tauFixingConvolutions: tauFixingConvolutions && rounded(tauFixingConvolutions),
    })),
  };
}

function rounded({ value, low, high }: Estimate): Estimate {
  const digits = (one: number | null) => (one === null ? null : round6(one));
  return { value: digits(value), low: digits(low), high: digits(high) };
}
