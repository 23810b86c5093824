import type { Settings } from '../../experiment/settings.ts';
import type { EvaluatedEvent } from '../../experiment/events.ts';
import type { Space } from '../../space/space.ts';

/**
 * How often each choice stands in the population of an evolution, as one distribution a decision: its members are the
 * children evaluated last. Null in other searches, and before there is a member.
 */
export function populationMarginals(
  { decisions }: Pick<Space, 'decisions'>,
  evaluated: readonly EvaluatedEvent[],
  { strategy, populationSize }: Pick<Settings, 'strategy' | 'populationSize'>,
): readonly (readonly number[])[] | null {
  if (strategy !== 'evolution' || evaluated.length === 0) return null;
  const members = evaluated.slice(-populationSize);
  return decisions.map(({ choices }, decision) =>
    choices.map(
      (_, choice) => members.filter(({ child }) => child.architecture[decision] === choice).length / members.length,
    ),
  );
}
