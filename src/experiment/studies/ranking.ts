import type { Estimate } from '../../math/rank-correlation.ts';
import type { Architecture } from '../../space/space.ts';
import { spaceOf } from '../build.ts';
import { measureOf } from '../task-kind.ts';
import type { Settings } from '../settings.ts';
import { sharesWeights } from '../methods/methods.ts';
import { passing, type Study, type StudyLine, told } from './study.ts';

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

export interface RankingTypes {
  readonly event: RankingEvent;
  /** None: the settings say how many children. */
  readonly options: Readonly<Record<string, never>>;
  readonly outcome: RankingOutcome;
}

/** Training some children alone to see how shared weights rank them. */
export const ranking: Study<RankingTypes> = {
  label: 'ranking',
  // Its children are scored on weights that are lost; on another device those that are brought back may round otherwise.
  resumed: null,
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
