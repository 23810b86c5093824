import type { RunHistory } from '../../experiment/history.ts';
import type { EvaluatedEvent, PolicyEvent, ScoredChild } from '../../experiment/events.ts';
import type { Architecture } from '../../space/space.ts';

export interface BestChild {
  readonly child: ScoredChild;
  /** Its running number in the search; null for a derived child. */
  readonly number: number | null;
}

/** The latest score of every child that the search has seen, by its choices. */
export class LatestScores {
  readonly #byChoices = new Map<string, BestChild>();

  add(event: PolicyEvent): void {
    for (const child of event.children) {
      this.#byChoices.set(child.architecture.join(), { child, number: child.number });
    }
  }

  addEvaluated({ child, number }: EvaluatedEvent): void {
    this.#byChoices.set(child.architecture.join(), { child, number });
  }

  /** The scores that the search had seen by one of its policy updates. */
  static by(update: PolicyEvent, { policy, evaluated }: RunHistory): LatestScores {
    const scores = new LatestScores();
    const seen = Math.max(...update.children.map(({ number }) => number));
    for (const event of evaluated) if (event.number <= seen) scores.addEvaluated(event);
    for (const event of policy) if (event.update <= update.update) scores.add(event);
    return scores;
  }

  /** Every child with its latest score, in no order that means anything. */
  all(): ScoredChild[] {
    return Array.from(this.#byChoices.values(), ({ child }) => child);
  }

  /** The `count` children with the highest latest reward, best first. */
  best(count: number): readonly BestChild[] {
    const best: BestChild[] = [];
    for (const candidate of this.#byChoices.values()) {
      if (best.length === count && candidate.child.reward <= (best.at(-1)?.child.reward ?? -Infinity)) continue;
      const place = best.findIndex((other) => other.child.reward < candidate.child.reward);
      best.splice(place === -1 ? best.length : place, 0, candidate);
      if (best.length > count) best.pop();
    }
    return best;
  }
}

/** How far a search has come since which a derived child may be out of date: policy updates, or evaluated children. */
export function updatesIn({ policy, evaluated }: RunHistory): number {
  return policy.at(-1)?.update ?? evaluated.length;
}

/**
 * The child that stands for the search now: the derived one, else the likeliest, else the best of the last update or of
 * all that were evaluated.
 */
export function controllersChild(history: RunHistory): Architecture | null {
  const derived = history.derived.at(-1);
  if (derived?.children[0] !== undefined && derived.update >= updatesIn(history)) {
    return derived.children[0].architecture;
  }
  for (let i = history.policy.length - 1; i >= 0; i--) {
    const probe = history.policy[i]?.probe;
    if (probe) return probe.likeliest.architecture;
  }
  const children = history.policy.at(-1)?.children ?? history.evaluated.map(({ child }) => child);
  return (
    children.reduce<ScoredChild | null>((a, b) => (a === null || b.reward > a.reward ? b : a), null)?.architecture ??
    null
  );
}
