import { spaceOf } from '../../experiment/build.ts';
import { HistoryBuilder, type RunHistory } from '../../experiment/history.ts';
import type { Settings } from '../../experiment/settings.ts';
import type {
  DeriveProgressEvent,
  PhaseEvent,
  PolicyEvent,
  RetrainEvent,
  SearchEvent,
  WeightsEvent,
} from '../../search/events.ts';
import type { Space } from '../../space/space.ts';
import type { Adapter } from '../../worker/protocol.ts';
import { Curves } from '../charts/curves.ts';
import { RunTime } from '../charts/time.ts';
import { LatestScores } from './best.ts';
import { EdgeUses } from './edges.ts';

/** Where a record came from and what it was computed on. */
export interface RecordedFrom {
  readonly name: string;
  readonly adapter: Pick<Adapter, 'vendor' | 'architecture'> & { readonly backend: string; readonly form: string };
  readonly seconds: number;
}

/**
 * One run as the page knows it, live or recorded. Events are taken in at once; whoever reads `history`, `curves` or
 * the other getters is told at most once a frame, by `show`.
 */
export class Run {
  readonly settings: Settings;
  readonly space: Space;
  readonly time: RunTime;
  readonly recorded: RecordedFrom | null;
  #version = $state(0);
  readonly #history = new HistoryBuilder();
  readonly #curves: Curves;
  readonly #scores = new LatestScores();
  readonly #uses: EdgeUses;
  #phase: PhaseEvent | null = null;
  #deriving: DeriveProgressEvent | null = null;
  #retraining: RetrainEvent | null = null;
  #last: SearchEvent | RetrainEvent | null = null;

  constructor(settings: Settings, recorded: RecordedFrom | null = null) {
    this.settings = settings;
    this.space = spaceOf(settings);
    this.time = new RunTime(settings);
    this.recorded = recorded;
    this.#curves = new Curves(this.time);
    this.#uses = new EdgeUses(this.space);
  }

  /** A recorded run, complete from the start. */
  static fromHistory(settings: Settings, history: RunHistory, from: RecordedFrom): Run {
    const run = new Run(settings, from);
    for (const event of history.weights) run.addSearch(event);
    for (const event of history.policy) run.addSearch(event);
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
    if (history.finished) run.addSearch({ kind: 'finished' });
    run.show();
    return run;
  }

  get history(): RunHistory {
    void this.#version;
    return this.#history;
  }
  get curves(): Curves {
    void this.#version;
    return this.#curves;
  }
  get scores(): LatestScores {
    void this.#version;
    return this.#scores;
  }
  get uses(): EdgeUses {
    void this.#version;
    return this.#uses;
  }
  get phase(): PhaseEvent | null {
    void this.#version;
    return this.#phase;
  }
  get deriving(): DeriveProgressEvent | null {
    void this.#version;
    return this.#deriving;
  }
  /** Progress of a retraining that goes on now. */
  get retraining(): RetrainEvent | null {
    void this.#version;
    return this.#retraining;
  }
  /** What happened last, of any kind that a sentence can be made of. */
  get last(): SearchEvent | RetrainEvent | null {
    void this.#version;
    return this.#last;
  }
  get lastWeights(): WeightsEvent | null {
    return this.history.weights.at(-1) ?? null;
  }
  get lastPolicy(): PolicyEvent | null {
    return this.history.policy.at(-1) ?? null;
  }
  /** Whether anything has been computed yet. */
  get begun(): boolean {
    return this.#phase !== null || this.history.weights.length > 0 || this.history.policy.length > 0;
  }

  addSearch(event: SearchEvent): void {
    this.#history.addSearch(event);
    this.#last = event;
    switch (event.kind) {
      case 'weights':
        this.#curves.addWeights(event);
        this.#uses.add(event.architecture);
        break;
      case 'policy':
        this.#curves.addPolicy(event);
        this.#scores.add(event);
        break;
      case 'phase':
        this.#phase = event;
        break;
      case 'derive-progress':
        this.#deriving = event;
        break;
      case 'derived':
        this.#deriving = null;
        break;
      case 'finished':
        break;
    }
  }

  startRetrain(): void {
    this.#history.startRetrain();
    this.#retraining = null;
  }

  addRetrain(event: RetrainEvent): void {
    this.#history.addRetrain(event);
    this.#last = event;
    this.#retraining = event.kind === 'retrain-done' ? null : event;
  }

  endRetrain(): void {
    this.#retraining = null;
  }

  /** Lets the page see all that was added. */
  show(): void {
    this.#version++;
  }
}
