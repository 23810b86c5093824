import { measureOf } from '../../experiment/task-kind.ts';
import { testScoreOf } from '../../experiment/score.ts';
import { kendallTau } from '../../math/ranks.ts';
import type { RetrainedCell } from '../../experiment/studies/retraining.ts';
import type { Session } from './session.svelte.ts';

/** How well shared weights order the retrained cells: by minus cross-entropy on validation against the test measure. */
export class Agreement {
  /** Kendall's τ-b and what it is from; null where there is nothing to compare. */
  found: { readonly tau: number; readonly cells: number; readonly images: number } | null = $state.raw(null);
  #of: readonly RetrainedCell[] | null = null;

  /** Scores the cells on the shared weights, once for each comparison. */
  async measure(session: Session, cells: readonly RetrainedCell[]): Promise<void> {
    if (this.#of === cells) return;
    this.#of = cells;
    this.found = null;
    const measure = measureOf(session.run.settings);
    const scores = await session.score(cells.map((cell) => cell.architecture));
    if (this.#of !== cells || scores.length !== cells.length) return;
    const tau = kendallTau(
      scores.map((score) => -score.crossEntropy),
      cells.map((cell) => measure.merit(testScoreOf(cell))),
    );
    if (tau !== null) this.found = { tau, cells: cells.length, images: scores[0]?.images ?? 0 };
  }

  clear(): void {
    this.#of = null;
    this.found = null;
  }
}
