import type { ComparisonSummary } from '../../experiment/comparison-summary.ts';
import { testScoreOf } from '../../experiment/score.ts';
import { colourOf, letterOf } from './colours.ts';
import type { PlanePoint } from './lines.ts';

/** What a comparison tested, on the plane of its measure and multiply–adds: every seed's child, and the controls. */
export function testedPoints({ variants, controls, measure }: ComparisonSummary): readonly PlanePoint[] {
  return [
    ...variants.flatMap(({ words, outcomes }, variant) =>
      outcomes.flatMap(({ seed, derived }): PlanePoint[] =>
        derived === null
          ? []
          : [
              {
                letter: letterOf(variant),
                words: `${words}, seed ${seed}`,
                colour: colourOf(variant),
                value: measure.of(testScoreOf(derived)),
                multiplyAdds: derived.multiplyAdds,
                mark: 'dot',
              },
            ],
      ),
    ),
    ...controls.map(({ role, tested, multiplyAdds }): PlanePoint => ({
      letter: role === 'trivial' ? '■' : '□',
      words: `${role}, mean of ${tested.seeds} seeds`,
      colour: 'var(--ink)',
      value: tested.mean,
      multiplyAdds: multiplyAdds.mean,
      mark: role === 'trivial' ? 'solid' : 'square',
    })),
  ];
}
