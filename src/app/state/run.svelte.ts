import type { Budget } from '../../experiment/methods/method.ts';
import { nothingSpent, spentBy, sumOf } from '../../experiment/budget.ts';
import { spaceOf } from '../../experiment/build.ts';
import { HistoryBuilder, type RunHistory } from '../../experiment/history.ts';
import { methodOf } from '../../experiment/methods/methods.ts';
import type { RunRecord } from '../../experiment/record.ts';
import type { Settings } from '../../experiment/settings.ts';
import type {
  DeriveProgressEvent,
  EvaluatedEvent,
  MeasuredEvent,
  PhaseEvent,
  PolicyEvent,
  SearchEvent,
  WeightsEvent,
} from '../../experiment/events.ts';
import { type StudyId, studyIds, type StudyTable } from '../../experiment/studies/studies.ts';
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
  /** The whole of it, with what this version does not know. */
  readonly record: RunRecord;
  readonly adapter: Pick<Adapter, 'vendor' | 'architecture'> & { readonly backend: string; readonly form: string };
  readonly seconds: number;
}

/** What happened last in a study. */
export type StudyNow = {
  readonly [K in StudyId]: { readonly kind: 'study'; readonly study: K; readonly event: StudyTable[K]['event'] };
}[StudyId];

/** What a sentence can be made of; measures are told by their curves. */
export type ToldEvent = Exclude<SearchEvent, MeasuredEvent> | StudyNow;

/** What a run did last, at one moment: what a sentence and a figure of that moment are made of. */
export interface Latest {
  readonly run: Run;
  readonly last: ToldEvent | null;
  readonly weights: WeightsEvent | null;
  readonly evaluated: EvaluatedEvent | null;
  readonly policy: PolicyEvent | null;
}

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
  study: StudyNow | null;
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
      study: null,
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
    run.#facts.history.studies = history.studies;
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
  /** What happened last in the study that goes on now. */
  get study(): StudyNow | null {
    return this.#shown.facts.study;
  }
  /** What happened last, of any kind that a sentence can be made of. */
  get last(): ToldEvent | null {
    return this.#shown.facts.last;
  }
  get lastWeights(): WeightsEvent | null {
    return this.history.weights.at(-1) ?? null;
  }
  get latest(): Latest {
    const { weights, evaluated, policy } = this.history;
    return {
      run: this,
      last: this.last,
      weights: weights.at(-1) ?? null,
      evaluated: evaluated.at(-1) ?? null,
      policy: policy.at(-1) ?? null,
    };
  }
  /** Whether anything has been computed yet. */
  get begun(): boolean {
    const { weights, policy, studies } = this.history;
    const studied = studyIds.some((id) => studies[id] !== null);
    return this.#facts.phase !== null || weights.length > 0 || policy.length > 0 || studied;
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

  /** Begins a study: what the same one came to before is dropped. */
  startStudy(id: StudyId): void {
    this.#facts.history.startStudy(id);
    this.#facts.study = null;
  }

  addStudy<K extends StudyId>(study: K, event: StudyTable[K]['event']): void {
    this.#facts.history.addStudy(study, event);
    const now = { kind: 'study', study, event } as StudyNow;
    this.#facts.study = now;
    this.#facts.last = now;
  }

  endStudy(): void {
    this.#facts.study = null;
  }

  /** Lets the page see all that was added. */
  show(): void {
    this.#shown = { facts: this.#facts };
  }
}
