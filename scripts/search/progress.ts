import { nothingSpent, spentBy, sumOf } from '../../src/experiment/budget.ts';
import { spaceOf } from '../../src/experiment/build.ts';
import { measureOf, nounOf } from '../../src/experiment/task-kind.ts';
import { type Score, testScoreOf } from '../../src/experiment/score.ts';
import type { Budget } from '../../src/experiment/methods/method.ts';
import { budgetOf, outlineOf } from '../../src/experiment/planned.ts';
import { sharesWeights } from '../../src/experiment/methods/methods.ts';
import type { Settings } from '../../src/experiment/settings.ts';
import type { Estimate } from '../../src/math/rank-correlation.ts';
import type {
  Agreement,
  EvaluatedEvent,
  PolicyEvent,
  RankingEvent,
  RetrainEvent,
  SearchEvent,
  WeightsEvent,
} from '../../src/experiment/events.ts';
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
  #evaluated: EvaluatedEvent | null = null;
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
      case 'retrain':
        message.events.forEach((event) => this.#takeRetrain(event));
        break;
      case 'ranking':
        message.events.forEach((event) => this.#takeRanking(event));
        break;
      case 'problem':
        if (!message.problem.fatal) this.#report(message.problem.what);
        break;
      case 'configured':
      case 'state':
      case 'scored':
      case 'retrain-ended':
      case 'ranking-ended':
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
      const { rounds, evaluationsPerRound } = outlineOf(this.#settings);
      this.#report(
        `  child ${number} of ${rounds * evaluationsPerRound}: reward ${child.reward.toFixed(3)}, best ${this.#bestReward.toFixed(3)}`,
      );
      this.#evaluated = null;
    }
    if (this.#policy !== null) {
      const { update, baseline, entropy } = this.#policy;
      const { strategy } = this.#settings;
      const { rounds, evaluationsPerRound } = outlineOf(this.#settings);
      const updates = strategy === 'enas' ? rounds * evaluationsPerRound : rounds;
      this.#report(
        `  update ${update} of ${updates}: baseline ${baseline.toFixed(3)}, policy entropy ${entropy.toFixed(2)} nats`,
      );
      this.#policy = null;
    }
  }

  #takeRanking(event: RankingEvent): void {
    switch (event.kind) {
      case 'ranking-sampled':
        if (event.scored === event.of) this.#report(`ranking: scored ${event.of} children on shared weights`);
        break;
      case 'ranking-progress':
        if (this.#quietForLong) this.#report(`  child ${event.child + 1} of ${event.of}: step ${event.step} alone`);
        break;
      case 'ranking-child': {
        const { sharedAccuracy, sharedCrossEntropy, aloneAccuracy, aloneCrossEntropy } = event.result;
        const shared = this.#measured({ accuracy: sharedAccuracy, crossEntropy: sharedCrossEntropy });
        const alone = this.#measured({ accuracy: aloneAccuracy, crossEntropy: aloneCrossEntropy });
        this.#report(`ranked child ${event.child + 1} of ${event.of}: ${shared} shared, ${alone} alone`);
        break;
      }
      case 'ranking-done':
        this.#reportAgreements(event.agreements);
        break;
    }
  }

  #reportAgreements(agreements: readonly Agreement[]): void {
    const { trivial, costsDiffer } = spaceOf(this.#settings);
    const words = { accuracy: 'accuracy', loss: 'loss', counted: trivial.label, multiplyAdds: 'multiply–adds' };
    for (const { predictor, tau, rho, tauFixingCounted: fixed } of agreements) {
      const beyond = fixed === null ? '' : `, τ with ${trivial.label} fixed ${estimateText(fixed)}`;
      this.#report(`${words[predictor]}: Kendall τ ${estimateText(tau)}, Spearman ρ ${estimateText(rho)}${beyond}`);
    }
    if (!costsDiffer) this.#report('multiply–adds are no predictor here: every child takes the same');
  }

  #takeRetrain(event: RetrainEvent): void {
    if (event.kind === 'retrain-progress') {
      const { role, cell, of, step, steps } = event;
      if (this.#quietForLong) this.#report(`  training ${role} child ${cell + 1} of ${of}: step ${step} of ${steps}`);
    } else if (event.kind === 'retrain-cell') {
      const measured = this.#measured(testScoreOf(event.result));
      this.#report(`trained ${event.result.role} child ${event.cell + 1} of ${event.of}: test ${measured}`);
    } else {
      const { better, of, p } = event.rank;
      this.#report(`the derived child is better than ${better} of ${of} random ones (p = ${p.toFixed(2)})`);
    }
  }
}

/** A coefficient with its 95 % interval. */
function estimateText({ value, low, high }: Estimate): string {
  if (value === null) return 'not defined';
  return low === null || high === null
    ? value.toFixed(2)
    : `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
