import type { RandomStream } from '../math/random.ts';
import type { Architecture, Decision, Space } from './space.ts';

/**
 * How the children of a space are drawn and changed. `check` throws where an architecture does not belong to it.
 */
export function drawing(
  decisions: readonly Decision[],
  check: (architecture: Architecture) => unknown,
): Pick<Space, 'decisions' | 'sample' | 'mutate'> {
  return {
    decisions,
    sample: (random) => drawUniformly(decisions, random),
    mutate(architecture, random) {
      check(architecture);
      return mutateOne(decisions, architecture, random);
    },
  };
}

function drawUniformly(decisions: readonly Decision[], random: RandomStream): Architecture {
  return decisions.map(({ choices }) => random.integer(choices.length));
}

/** Changes exactly one decision that has another choice, if any has, to one of its others, both uniformly drawn. */
function mutateOne(decisions: readonly Decision[], architecture: Architecture, random: RandomStream): Architecture {
  const undecided = decisions.flatMap(({ choices }, at) => (choices.length > 1 ? [at] : []));
  if (undecided.length === 0) return architecture;
  const at = undecided[random.integer(undecided.length)];
  return architecture.map((choice, index) => {
    if (index !== at) return choice;
    const other = random.integer((decisions[index]?.choices.length ?? 0) - 1);
    return other < choice ? other : other + 1;
  });
}
