import type { EvaluatedEvent } from '../../experiment/events.ts';
import { methodOf } from '../../experiment/methods/methods.ts';
import type { Settings } from '../../experiment/settings.ts';
import type { Space } from '../../space/space.ts';

/**
 * How often each choice stands among the children that a method's bars count, as one distribution a decision. Null where
 * its bars are no such shares, and before there is a child.
 */
export function memberMarginals(
  { decisions }: Pick<Space, 'decisions'>,
  evaluated: readonly EvaluatedEvent[],
  settings: Settings,
): readonly (readonly number[])[] | null {
  const members = methodOf(settings).bars.members?.(evaluated, settings) ?? [];
  if (members.length === 0) return null;
  return decisions.map(({ choices }, decision) =>
    choices.map(
      (_, choice) => members.filter(({ child }) => child.architecture[decision] === choice).length / members.length,
    ),
  );
}
