import type { EvaluatedEvent, PolicyEvent, PolicyProbe, WeightsEvent } from '../../experiment/events.ts';
import { ColumnSeries, DotSeries } from './columns.ts';
import type { RunTime } from './time.ts';

/** Width of the plotted part of every curve, in drawing units; one column each. */
export const PLOT_WIDTH = 240;

/** Dots closer than this in value fall together; half a unit of the tallest chart. */
const REWARD_ROWS = 400;

/** Every curve of one run, filled event by event. */
export class Curves {
  readonly loss = new ColumnSeries(PLOT_WIDTH);
  readonly trainAccuracy = new ColumnSeries(PLOT_WIDTH);
  readonly policy = new ColumnSeries(PLOT_WIDTH);
  readonly uniform = new ColumnSeries(PLOT_WIDTH);
  readonly likeliest = new ColumnSeries(PLOT_WIDTH);
  readonly rewards = new DotSeries(PLOT_WIDTH, REWARD_ROWS);
  readonly baseline = new ColumnSeries(PLOT_WIDTH);
  readonly entropy = new ColumnSeries(PLOT_WIDTH);
  /** Rewards of children that were evaluated one by one, and the highest of them so far. */
  readonly evaluated = new DotSeries(PLOT_WIDTH, REWARD_ROWS);
  readonly best = new ColumnSeries(PLOT_WIDTH);
  #best = -Infinity;
  readonly #time: RunTime;
  readonly #measure: (side: PolicyProbe['policy']) => number;

  /** `measure`: what of a probe's side is drawn. */
  constructor(time: RunTime, measure: (side: PolicyProbe['policy']) => number) {
    this.#time = time;
    this.#measure = measure;
  }

  addWeights(event: WeightsEvent): void {
    const at = this.#time.part(this.#time.ofStep(event.step));
    this.loss.add(at, event.loss);
    this.trainAccuracy.add(at, event.accuracy);
  }

  addEvaluated({ number, child }: EvaluatedEvent): void {
    const at = this.#time.part(this.#time.ofLook(number));
    this.#best = Math.max(this.#best, child.reward);
    this.evaluated.add(at, child.reward);
    this.best.add(at, this.#best);
  }

  addPolicy(event: PolicyEvent): void {
    const at = this.#time.part(this.#time.ofUpdate(event.update));
    for (const child of event.children) this.rewards.add(at, child.reward);
    this.baseline.add(at, event.baseline);
    this.entropy.add(at, event.entropy);
    if (event.probe === null) return;
    this.policy.add(at, this.#measure(event.probe.policy));
    this.uniform.add(at, this.#measure(event.probe.uniform));
    this.likeliest.add(at, this.#measure(event.probe.likeliest));
  }
}
