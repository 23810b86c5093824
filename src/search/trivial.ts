import type { Architecture, Space } from '../space/space.ts';

/**
 * What somebody would pick who knows nothing but “more of what I can count is better”, and of equals more work. The
 * control that a search has to beat (methods/defaults 1). Of at least one candidate.
 */
export function trivialPick(space: Pick<Space, 'trivial' | 'cost'>, candidates: readonly Architecture[]): Architecture {
  const [first, ...others] = candidates.map((architecture) => ({
    architecture,
    counted: space.trivial.of(architecture),
    work: space.cost(architecture).multiplyAdds,
  }));
  if (first === undefined) throw new RangeError('The trivial pick needs at least one candidate.');
  return others.reduce(
    (best, other) =>
      other.counted > best.counted || (other.counted === best.counted && other.work > best.work) ? other : best,
    first,
  ).architecture;
}
