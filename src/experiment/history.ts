import type {
  DerivedEvent,
  PolicyEvent,
  RankTest,
  RetrainedCell,
  RetrainEvent,
  SearchEvent,
  WeightsEvent,
} from '../search/events.ts';

/** Cells trained from scratch so far; the rank is there once all are done. */
export interface RetrainOutcome {
  readonly cells: readonly RetrainedCell[];
  readonly rank: RankTest | null;
  readonly rankWithConvolution: RankTest | null;
}

/** All that happened in one run, in order: what the page draws and the run record stores. */
export interface RunHistory {
  readonly weights: readonly WeightsEvent[];
  readonly policy: readonly PolicyEvent[];
  /** Every derive, the latest last. */
  readonly derived: readonly DerivedEvent[];
  readonly retrain: RetrainOutcome | null;
  readonly finished: boolean;
}

export const emptyHistory: RunHistory = { weights: [], policy: [], derived: [], retrain: null, finished: false };

/** Grows a history in place, event by event, so that long runs cost nothing to append to. */
export class HistoryBuilder implements RunHistory {
  readonly weights: WeightsEvent[] = [];
  readonly policy: PolicyEvent[] = [];
  readonly derived: DerivedEvent[] = [];
  retrain: RetrainOutcome | null = null;
  finished = false;

  addSearch(event: SearchEvent): void {
    switch (event.kind) {
      case 'weights':
        this.weights.push(event);
        break;
      case 'policy':
        this.policy.push(event);
        break;
      case 'derived':
        this.derived.push(event);
        break;
      case 'finished':
        this.finished = true;
        break;
      case 'phase':
      case 'derive-progress':
        break;
    }
  }

  /** A new comparison begins: the cells of the one before are dropped. */
  startRetrain(): void {
    this.retrain = { cells: [], rank: null, rankWithConvolution: null };
  }

  addRetrain(event: RetrainEvent): void {
    const cells = this.retrain?.cells ?? [];
    if (event.kind === 'retrain-cell') {
      this.retrain = { cells: [...cells, event.result], rank: null, rankWithConvolution: null };
    } else if (event.kind === 'retrain-done') {
      this.retrain = { cells: event.cells, rank: event.rank, rankWithConvolution: event.rankWithConvolution };
    }
  }
}
