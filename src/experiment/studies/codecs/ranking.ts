import * as v from 'valibot';
import type { Estimate } from '../../../math/rank-correlation.ts';
import type { TrivialCount } from '../../../space/space.ts';
import { measureOf } from '../../task-kind.ts';
import {
  count,
  fraction,
  notation,
  notNegative,
  round6,
  measureName,
  namedMeasure,
  UNNAMED_MEASURE,
} from '../../record-fields.ts';
import type { Agreement, Predictor, RankedChild, RankingOutcome, RankingTypes } from '../ranking.ts';
import type { StudyCodec, StudyReading, StudyWriting } from './codec.ts';

const coefficient = v.nullable(v.pipe(v.number(), v.minValue(-1), v.maxValue(1)));
const estimate = v.strictObject({ value: coefficient, low: coefficient, high: coefficient });

const schema = v.looseObject({
  /** What children trained alone are ordered by; accuracy where it is not given. */
  measure: measureName,
  children: v.array(
    v.looseObject({
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
    v.looseObject({
      predictor: v.picklist(['accuracy', 'loss', 'convolutions', 'withoutSigmoid', 'multiplyAdds']),
      tau: estimate,
      rho: estimate,
      tauFixingConvolutions: v.exactOptional(v.nullable(estimate)),
      tauFixingWithoutSigmoid: v.exactOptional(v.nullable(estimate)),
    }),
  ),
});

type RankingShape = v.InferOutput<typeof schema>;

/** A ranking as it comes from outside; what the space counts has the space's own name for it. */
export const ranking = {
  options: v.record(v.string(), v.never()),
  key: 'ranking' as const,
  schema,
  write,
  read,
} satisfies StudyCodec<RankingTypes, RankingShape>;

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
