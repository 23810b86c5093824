import type { DerivedEvent, EvaluatedEvent, MeasuredEvent, PolicyEvent, SearchEvent, WeightsEvent } from './events.ts';
import {
  noStudies,
  type StudyId,
  type StudyOutcomes,
  type StudyTable,
  withBegun,
  withEvent,
} from './studies/studies.ts';

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
  readonly studies: StudyOutcomes;
  readonly finished: boolean;
}

export const emptyHistory: RunHistory = {
  weights: [],
  evaluated: [],
  policy: [],
  measured: [],
  derived: [],
  studies: noStudies,
  finished: false,
};

/** Grows a history in place, event by event, so that long runs cost nothing to append to. */
export class HistoryBuilder implements RunHistory {
  readonly weights: WeightsEvent[] = [];
  readonly evaluated: EvaluatedEvent[] = [];
  readonly policy: PolicyEvent[] = [];
  readonly measured: MeasuredEvent[] = [];
  readonly derived: DerivedEvent[] = [];
  studies: StudyOutcomes = noStudies;
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

  /** Begins a study: what the same one came to before is dropped. */
  startStudy(id: StudyId): void {
    this.studies = withBegun(this.studies, id);
  }

  addStudy<K extends StudyId>(id: K, event: StudyTable[K]['event']): void {
    this.studies = withEvent(this.studies, id, event);
  }
}
