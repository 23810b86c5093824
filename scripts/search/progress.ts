import { nothingSpent, spentBy, sumOf } from '../../src/experiment/budget.ts';
import type { Budget } from '../../src/experiment/methods/method.ts';
import { budgetOf, outlineOf } from '../../src/experiment/planned.ts';
import { measureOf, nounOf } from '../../src/experiment/task-kind.ts';
import { methodOf, sharesWeights } from '../../src/experiment/methods/methods.ts';
import { evaluationsIn, updatesIn } from '../../src/experiment/outline.ts';
import type { Score } from '../../src/experiment/score.ts';
import type { Settings } from '../../src/experiment/settings.ts';
import type {
  EvaluatedEvent,
  MeasuredEvent,
  PolicyEvent,
  SearchEvent,
  WeightsEvent,
} from '../../src/experiment/events.ts';
import { studies, type StudyId, type StudyTable } from '../../src/experiment/studies/studies.ts';
import type { Study } from '../../src/experiment/studies/study.ts';
import type { Message, StudyMessageOf } from '../../src/worker/protocol.ts';

/** How long a phase may go on without a line, in ms. */
const QUIET_AT_MOST = 10_000;

/** Turns what the worker says into a few lines: one for every part that is loaded, phase and result of a study. */
export class Progress {
  readonly #settings: Settings;
  readonly #print: (line: string) => void;
  #lastLine = performance.now();
  #part = '';
  #weights: WeightsEvent | null = null;
  #policy: PolicyEvent | null = null;
  #evaluated: EvaluatedEvent | null = null;
  #series: MeasuredEvent | null = null;
  #bestReward = -Infinity;
  #spent: Budget = nothingSpent;

  constructor(settings: Settings, report: (line: string) => void) {
    this.#settings = settings;
    this.#print = report;
  }

  #report(line: string): void {
    this.#lastLine = performance.now();
    this.#print(line);
  }

  get #quietForLong(): boolean {
    return performance.now() - this.#lastLine > QUIET_AT_MOST;
  }

  take(message: Message): void {
    switch (message.kind) {
      case 'loading':
        if (message.part !== this.#part) this.#report(`loading the ${message.part}`);
        this.#part = message.part;
        break;
      case 'started': {
        const { backend, vendor, architecture, fallback } = message.adapter;
        this.#report(`computing with ${[backend, vendor, architecture].filter(Boolean).join(' ')}`);
        if (fallback !== null) this.#report(fallback);
        break;
      }
      case 'search':
        message.events.forEach((event) => this.#takeSearch(event));
        break;
      case 'study':
        this.#takeStudy(message);
        break;
      case 'problem':
        if (!message.problem.fatal) this.#report(message.problem.what);
        break;
      case 'configured':
      case 'state':
      case 'scored':
      case 'study-ended':
      case 'needs':
      case 'refused':
      case 'status':
      case 'record':
        break;
    }
  }

  #takeSearch(event: SearchEvent): void {
    this.#spent = sumOf(this.#spent, spentBy(event, this.#settings));
    switch (event.kind) {
      case 'weights':
        this.#weights = event;
        if (this.#quietForLong) this.#reportState();
        break;
      case 'evaluated':
        this.#evaluated = event;
        this.#bestReward = Math.max(this.#bestReward, event.child.reward);
        if (this.#quietForLong) this.#reportState();
        break;
      case 'evaluate-progress':
        if (this.#quietForLong) this.#report(`  child ${event.number}: step ${event.step} of ${event.steps} alone`);
        break;
      case 'policy':
        this.#policy = event;
        if (this.#quietForLong) this.#reportState();
        break;
      case 'measured':
        this.#series = event;
        if (this.#quietForLong) this.#reportState();
        break;
      case 'phase':
        this.#reportState();
        this.#report(event.phase === 'warm-up' ? 'warming up' : `round ${event.round}: ${event.phase}`);
        break;
      case 'derived': {
        const [best] = event.children;
        this.#reportState();
        if (best !== undefined) {
          this.#report(
            `derived the best of ${event.children.length}: ${sharesWeights(this.#settings) ? 'shared' : 'short-trained'} ${this.#measured(best)} on ${event.images} validation ${nounOf(this.#settings.family)}`,
          );
        }
        break;
      }
      case 'derive-progress':
        if (this.#quietForLong) this.#report(`  scored ${event.scored} of ${event.of} children`);
        break;
      case 'finished': {
        const { childSteps, scoredBatches } = this.#spent;
        const bound = budgetOf(this.#settings).childSteps;
        this.#report(`spent ${childSteps} of ${bound} child steps and scored ${Math.round(scoredBatches)} batches`);
        break;
      }
    }
  }

  /** A score by the measure of what is learned. */
  #measured(score: Score): string {
    const measure = measureOf(this.#settings);
    return `${measure.name} ${measure.of(score).toFixed(3)}`;
  }

  /** What came out of the phase that just ended. */
  #reportState(): void {
    if (this.#weights !== null) {
      const { step, loss, accuracy } = this.#weights;
      const { steps } = outlineOf(this.#settings);
      this.#report(`  step ${step} of ${steps}: train loss ${loss.toFixed(3)}, accuracy ${accuracy.toFixed(3)}`);
      this.#weights = null;
    }
    if (this.#evaluated !== null) {
      const { number, child } = this.#evaluated;
      const children = evaluationsIn(outlineOf(this.#settings));
      this.#report(
        `  child ${number} of ${children}: reward ${child.reward.toFixed(3)}, best ${this.#bestReward.toFixed(3)}`,
      );
      this.#evaluated = null;
    }
    if (this.#policy !== null) {
      const { update, baseline, entropy } = this.#policy;
      const updates = updatesIn(outlineOf(this.#settings));
      this.#report(
        `  update ${update} of ${updates}: baseline ${baseline.toFixed(3)}, policy entropy ${entropy.toFixed(2)} nats`,
      );
      this.#policy = null;
    }
    if (this.#series !== null) {
      const words = seriesWords(this.#series, this.#settings);
      if (words !== '') this.#report(`  ${words}`);
      this.#series = null;
    }
  }

  #takeStudy<K extends StudyId>({ study: id, events }: StudyMessageOf<K>): void {
    const study: Study<StudyTable[K]> = studies[id];
    for (const { text, passing } of events.flatMap((event) => study.linesOf(event, this.#settings))) {
      if (!passing || this.#quietForLong) this.#report(text);
    }
  }
}

/** The numbers of a method's own series, by their labels; lists of numbers are left to the record. */
function seriesWords({ values }: MeasuredEvent, settings: Settings): string {
  return methodOf(settings)
    .series.flatMap(({ id, label, unit }) => {
      const value = values[id];
      if (typeof value !== 'number') return [];
      const number = Number.isInteger(value) ? String(value) : value.toFixed(3);
      return [`${label} ${number}${unit === '' ? '' : ` ${unit}`}`];
    })
    .join(', ');
}
