import type { Budget } from '../../experiment/methods/method.ts';
import { nothingSpent, spentBy, sumOf } from '../../experiment/budget.ts';
import { spaceOf } from '../../experiment/build.ts';
import { HistoryBuilder, type RunHistory } from '../../experiment/history.ts';
import { methodOf } from '../../experiment/methods/methods.ts';
import type { Settings } from '../../experiment/settings.ts';
import type {
  DeriveProgressEvent,
  MeasuredEvent,
  PhaseEvent,
  PolicyEvent,
  RankingEvent,
  RetrainEvent,
  SearchEvent,
  WeightsEvent,
} from '../../experiment/events.ts';
import type { AnySpace } from '../../space/spaces.ts';
import type { Adapter } from '../../worker/protocol.ts';
import { Curves } from '../charts/curves.ts';
import { probeMeasure } from '../charts/probes.ts';
import { RunTime } from '../charts/time.ts';
import { LatestScores } from './best.ts';
import { EdgeUses } from './edges.ts';

/** Where a record came from and what it was computed on. */
export interface RecordedFrom {
  readonly name: string;
  readonly adapter: Pick<Adapter, 'vendor' | 'architecture'> & { readonly backend: string; readonly form: string };
  readonly seconds: number;
}

/** What a sentence can be made of; measures are told by their curves. */
export type ToldEvent = Exclude<SearchEvent, MeasuredEvent> | RetrainEvent;

/** What a run has come to; filled in place, so that long runs cost nothing to append to. */
interface Facts {
  readonly history: HistoryBuilder;
  readonly curves: Curves;
  readonly scores: LatestScores;
  readonly uses: EdgeUses;
  /** Child steps and scored batches so far. */
  spent: Budget;
  phase: PhaseEvent | null;
  deriving: DeriveProgressEvent | null;
  retraining: RetrainEvent | null;
  ranking: RankingEvent | null;
  last: ToldEvent | null;
}

/**
 * One run as the page knows it, live or recorded. Events are taken in at once; whoever reads `history`, `curves` or
 * the other getters is told at most once a frame, by `show`.
 */
export class Run {
  readonly settings: Settings;
  readonly space: AnySpace;
  readonly time: RunTime;
  readonly recorded: RecordedFrom | null;
  readonly #facts: Facts;
  /** A new wrapper around the same facts tells every reader to look again. */
  #shown: { readonly facts: Readonly<Facts> } = $state.raw() as { facts: Facts };

  constructor(settings: Settings, recorded: RecordedFrom | null = null) {
    this.settings = settings;
    this.space = spaceOf(settings);
    this.time = new RunTime(settings);
    this.recorded = recorded;
    this.#facts = {
      history: new HistoryBuilder(),
      curves: new Curves(methodOf(settings).series, this.time, probeMeasure(settings)),
      scores: new LatestScores(),
      uses: new EdgeUses(this.space),
      spent: nothingSpent,
      phase: null,
      deriving: null,
      retraining: null,
      ranking: null,
      last: null,
    };
    this.#shown = { facts: this.#facts };
  }

  /** A recorded run, complete from the start. */
  static fromHistory(settings: Settings, history: RunHistory, from: RecordedFrom): Run {
    const run = new Run(settings, from);
    for (const event of history.weights) run.addSearch(event);
    for (const event of history.evaluated) run.addSearch(event);
    for (const event of history.policy) run.addSearch(event);
    for (const event of history.measured) run.addSearch(event);
    for (const event of history.derived) run.addSearch(event);
    if (history.retrain !== null) {
      run.startRetrain();
      const { cells, rank, rankWithConvolution } = history.retrain;
      cells.forEach((result, cell) =>
        run.addRetrain({ kind: 'retrain-cell', cell, of: Math.max(cells.length, cell + 1), result }),
      );
      if (rank !== null && rankWithConvolution !== null) {
        run.addRetrain({ kind: 'retrain-done', cells, rank, rankWithConvolution });
      }
    }
    if (history.ranking !== null) run.#facts.history.ranking = history.ranking;
    if (history.finished) run.addSearch({ kind: 'finished' });
    run.show();
    return run;
  }

  get history(): RunHistory {
    return this.#shown.facts.history;
  }
  get curves(): Curves {
    return this.#shown.facts.curves;
  }
  get scores(): LatestScores {
    return this.#shown.facts.scores;
  }
  get uses(): EdgeUses {
    return this.#shown.facts.uses;
  }
  get spent(): Budget {
    return this.#shown.facts.spent;
  }
  get phase(): PhaseEvent | null {
    return this.#shown.facts.phase;
  }
  get deriving(): DeriveProgressEvent | null {
    return this.#shown.facts.deriving;
  }
  /** Progress of a retraining that goes on now. */
  get retraining(): RetrainEvent | null {
    return this.#shown.facts.retraining;
  }
  /** Progress of a ranking study that goes on now. */
  get ranking(): RankingEvent | null {
    return this.#shown.facts.ranking;
  }
  /** What happened last, of any kind that a sentence can be made of. */
  get last(): ToldEvent | null {
    return this.#shown.facts.last;
  }
  get lastWeights(): WeightsEvent | null {
    return this.history.weights.at(-1) ?? null;
  }
  get lastPolicy(): PolicyEvent | null {
    return this.history.policy.at(-1) ?? null;
  }
  /** Whether anything has been computed yet. */
  get begun(): boolean {
    return this.#facts.phase !== null || this.history.weights.length > 0 || this.history.policy.length > 0;
  }

  addSearch(event: SearchEvent): void {
    this.#facts.history.addSearch(event);
    this.#facts.curves.add(event);
    if (event.kind !== 'measured') this.#facts.last = event;
    switch (event.kind) {
      case 'weights':
        for (const child of [event.architecture, ...event.others]) this.#facts.uses.add(child);
        break;
      case 'evaluated':
        this.#facts.scores.addEvaluated(event);
        break;
      case 'policy':
        this.#facts.scores.add(event);
        break;
      case 'phase':
        this.#facts.phase = event;
        break;
      case 'derive-progress':
        this.#facts.deriving = event;
        break;
      case 'derived':
        this.#facts.deriving = null;
        break;
      case 'measured':
      case 'evaluate-progress':
      case 'finished':
        break;
    }
    this.#facts.spent = sumOf(this.#facts.spent, spentBy(event, this.settings));
  }

  startRetrain(): void {
    this.#facts.history.startRetrain();
    this.#facts.retraining = null;
  }

  addRetrain(event: RetrainEvent): void {
    this.#facts.history.addRetrain(event);
    this.#facts.last = event;
    this.#facts.retraining = event.kind === 'retrain-done' ? null : event;
  }

  endRetrain(): void {
    this.#facts.retraining = null;
  }

  startRanking(): void {
    this.#facts.history.startRanking();
    this.#facts.ranking = null;
  }

  addRanking(event: RankingEvent): void {
    this.#facts.history.addRanking(event);
    this.#facts.ranking = event;
  }

  endRanking(): void {
    this.#facts.ranking = null;
  }

  /** Lets the page see all that was added. */
  show(): void {
    this.#shown = { facts: this.#facts };
  }
}
