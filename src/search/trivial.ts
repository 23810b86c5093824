import type { Architecture, Space } from '../space/space.ts';

/** Candidate operations that convolve, by their ids in all spaces. */
const convolutions: ReadonlySet<string> = new Set(['conv3', 'conv5', 'sep3', 'sep5']);

/** Convolutions that the child chose, over its graphs: the trivial predictor of how well it will do. */
export function convolutionsOf(space: Pick<Space, 'describe'>, architecture: Architecture): number {
  return space
    .describe(architecture)
    .flatMap(({ edges }) => edges)
    .filter(({ operation }) => convolutions.has(operation)).length;
}

/**
 * What somebody would pick who knows nothing but “more convolutions are better”, and of equals more work. The control
 * that a search has to beat (design note on defaults). Of at least one candidate.
 */
export function trivialPick(
  space: Pick<Space, 'describe' | 'cost'>,
  candidates: readonly Architecture[],
): Architecture {
  const [first, ...others] = candidates.map((architecture) => ({
    architecture,
    convolutions: convolutionsOf(space, architecture),
    work: space.cost(architecture).multiplyAdds,
  }));
  if (first === undefined) throw new RangeError('The trivial pick needs at least one candidate.');
  return others.reduce(
    (best, other) =>
      other.convolutions > best.convolutions || (other.convolutions === best.convolutions && other.work > best.work)
        ? other
        : best,
    first,
  ).architecture;
}
