import type { RunHistory } from '../../experiment/history.ts';
import type { PolicyEvent, ScoredChild } from '../../search/events.ts';
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

/** The child that stands for the search now: the derived one, else the likeliest, else the best of the last update. */
export function controllersChild(history: RunHistory): Architecture | null {
  const derived = history.derived.at(-1);
  const last = history.policy.at(-1);
  if (derived?.children[0] !== undefined && (last === undefined || derived.update >= last.update)) {
    return derived.children[0].architecture;
  }
  for (let i = history.policy.length - 1; i >= 0; i--) {
    const probe = history.policy[i]?.probe;
    if (probe) return probe.likeliest.architecture;
  }
  const children = last?.children ?? [];
  return (
    children.reduce<ScoredChild | null>((a, b) => (a === null || b.reward > a.reward ? b : a), null)?.architecture ??
    null
  );
}
