import type {
  Agreement,
  DerivedEvent,
  EvaluatedEvent,
  MeasuredEvent,
  PolicyEvent,
  RankedChild,
  RankingEvent,
  RankTest,
  RetrainedCell,
  RetrainEvent,
  SearchEvent,
  WeightsEvent,
} from './events.ts';

/** Cells trained from scratch so far; the rank is there once all are done. */
export interface RetrainOutcome {
  readonly cells: readonly RetrainedCell[];
  readonly rank: RankTest | null;
  readonly rankWithConvolution: RankTest | null;
}

/** Children of the ranking study so far; the agreements are there once all are done. */
export interface RankingOutcome {
  readonly children: readonly RankedChild[];
  readonly agreements: readonly Agreement[];
}

/** All that happened in one run, in order: what the page draws and the run record stores. */
export interface RunHistory {
  readonly weights: readonly WeightsEvent[];
  /** Children that the search looked at, outside policy updates. */
  readonly evaluated: readonly EvaluatedEvent[];
  readonly policy: readonly PolicyEvent[];
  /** What the method measured of its own. */
  readonly measured: readonly MeasuredEvent[];
  /** Every derive, the latest last. */
  readonly derived: readonly DerivedEvent[];
  readonly retrain: RetrainOutcome | null;
  readonly ranking: RankingOutcome | null;
  readonly finished: boolean;
}

export const emptyHistory: RunHistory = {
  weights: [],
  evaluated: [],
  policy: [],
  measured: [],
  derived: [],
  retrain: null,
  ranking: null,
  finished: false,
};

/** Grows a history in place, event by event, so that long runs cost nothing to append to. */
export class HistoryBuilder implements RunHistory {
  readonly weights: WeightsEvent[] = [];
  readonly evaluated: EvaluatedEvent[] = [];
  readonly policy: PolicyEvent[] = [];
  readonly measured: MeasuredEvent[] = [];
  readonly derived: DerivedEvent[] = [];
  retrain: RetrainOutcome | null = null;
  ranking: RankingOutcome | null = null;
  finished = false;

  addSearch(event: SearchEvent): void {
    switch (event.kind) {
      case 'weights':
        this.weights.push(event);
        break;
      case 'evaluated':
        this.evaluated.push(event);
        break;
      case 'policy':
        this.policy.push(event);
        break;
      case 'measured':
        this.measured.push(event);
        break;
      case 'derived':
        this.derived.push(event);
        break;
      case 'finished':
        this.finished = true;
        break;
      case 'phase':
      case 'evaluate-progress':
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

  /** A new ranking study begins: the children of the one before are dropped. */
  startRanking(): void {
    this.ranking = { children: [], agreements: [] };
  }

  addRanking(event: RankingEvent): void {
    if (event.kind === 'ranking-child') {
      this.ranking = { children: [...(this.ranking?.children ?? []), event.result], agreements: [] };
    } else if (event.kind === 'ranking-done') {
      this.ranking = { children: event.children, agreements: event.agreements };
    }
  }
}
