/** Something that is the better the less it costs and the more it is worth. */
export interface Tradeoff {
  readonly cost: number;
  readonly value: number;
}

/**
 * The Pareto front, cheapest first: those that no other beats in one of cost and value without losing in the other. Of
 * equals the first stands.
 */
export function paretoFront<T extends Tradeoff>(candidates: Iterable<T>): T[] {
  const cheapestFirst = [...candidates].sort((a, b) => a.cost - b.cost || b.value - a.value);
  const front: T[] = [];
  for (const candidate of cheapestFirst) {
    const best = front.at(-1);
    if (best === undefined || candidate.value > best.value) front.push(candidate);
  }
  return front;
}
