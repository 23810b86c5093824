import { plannedSteps, plannedUpdates } from '../../src/experiment/build.ts';
import type { Settings } from '../../src/experiment/settings.ts';
import type { PolicyEvent, RetrainEvent, SearchEvent, WeightsEvent } from '../../src/search/events.ts';
import type { Message } from '../../src/worker/protocol.ts';

/** How long a phase may go on without a line, in ms. */
const QUIET_AT_MOST = 10_000;

/** Turns what the worker says into a few lines: one for every part that is loaded, phase and retrained cell. */
export class Progress {
  readonly #settings: Settings;
  readonly #print: (line: string) => void;
  #lastLine = performance.now();
  #part = '';
  #weights: WeightsEvent | null = null;
  #policy: PolicyEvent | null = null;

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
      case 'retrain':
        message.events.forEach((event) => this.#takeRetrain(event));
        break;
      case 'problem':
        if (!message.problem.fatal) this.#report(message.problem.what);
        break;
      case 'configured':
      case 'state':
      case 'scored':
      case 'retrain-ended':
      case 'status':
      case 'record':
        break;
    }
  }

  #takeSearch(event: SearchEvent): void {
    switch (event.kind) {
      case 'weights':
        this.#weights = event;
        if (this.#quietForLong) this.#reportState();
        break;
      case 'policy':
        this.#policy = event;
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
            `derived the best of ${event.children.length}: shared accuracy ${best.accuracy.toFixed(3)} on ${event.images} validation images`,
          );
        }
        break;
      }
      case 'derive-progress':
        if (this.#quietForLong) this.#report(`  scored ${event.scored} of ${event.of} children`);
        break;
      case 'finished':
        break;
    }
  }

  /** What came out of the phase that just ended. */
  #reportState(): void {
    if (this.#weights !== null) {
      const { step, loss, accuracy } = this.#weights;
      const steps = plannedSteps(this.#settings);
      this.#report(`  step ${step} of ${steps}: train loss ${loss.toFixed(3)}, accuracy ${accuracy.toFixed(3)}`);
      this.#weights = null;
    }
    if (this.#policy !== null) {
      const { update, baseline, entropy } = this.#policy;
      const updates = plannedUpdates(this.#settings);
      this.#report(
        `  update ${update} of ${updates}: baseline ${baseline.toFixed(3)}, policy entropy ${entropy.toFixed(2)} nats`,
      );
      this.#policy = null;
    }
  }

  #takeRetrain(event: RetrainEvent): void {
    if (event.kind === 'retrain-progress') {
      const { role, cell, of, step, steps } = event;
      if (this.#quietForLong) this.#report(`  training ${role} cell ${cell + 1} of ${of}: step ${step} of ${steps}`);
    } else if (event.kind === 'retrain-cell') {
      const { role, testAccuracy } = event.result;
      this.#report(`trained ${role} cell ${event.cell + 1} of ${event.of}: test accuracy ${testAccuracy.toFixed(3)}`);
    } else {
      const { better, of, p } = event.rank;
      this.#report(`the derived cell is better than ${better} of ${of} random cells (p = ${p.toFixed(2)})`);
    }
  }
}
