import { plannedSteps, plannedUpdates } from '../../src/experiment/build.ts';
import type { Settings } from '../../src/experiment/settings.ts';
import type { PolicyEvent, RetrainEvent, SearchEvent, WeightsEvent } from '../../src/search/events.ts';
import type { Message } from '../../src/worker/protocol.ts';

/** Turns what the worker says into a few lines: one for every part that is loaded, round and retrained cell. */
export class Progress {
  readonly #settings: Settings;
  readonly #report: (line: string) => void;
  #part = '';
  #weights: WeightsEvent | null = null;
  #policy: PolicyEvent | null = null;

  constructor(settings: Settings, report: (line: string) => void) {
    this.#settings = settings;
    this.#report = report;
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
        break;
      case 'policy':
        this.#policy = event;
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
    if (event.kind === 'retrain-cell') {
      const { role, testAccuracy } = event.result;
      this.#report(`trained ${role} cell ${event.cell + 1} of ${event.of}: test accuracy ${testAccuracy.toFixed(3)}`);
    } else if (event.kind === 'retrain-done') {
      const { better, of, p } = event.rank;
      this.#report(`the derived cell is better than ${better} of ${of} random cells (p = ${p.toFixed(2)})`);
    }
  }
}
