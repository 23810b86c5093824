import type { SearchEvent } from '../../experiment/events.ts';
import type { ProbeMeasure, Series } from '../../experiment/series.ts';
import { ColumnSeries, DotSeries } from './columns.ts';
import type { RunTime } from './time.ts';

/** Width of the plotted part of every curve, in drawing units; one column each. */
export const PLOT_WIDTH = 240;

/** Dots closer than this in value fall together; half a unit of the tallest chart. */
const REWARD_ROWS = 400;

/** Every curve of one run, by the series of its method, filled event by event. */
export class Curves {
  readonly #lines = new Map<string, ColumnSeries>();
  readonly #dots = new Map<string, DotSeries>();
  readonly #series: readonly Series[];
  readonly #time: RunTime;
  readonly #probe: ProbeMeasure;
  readonly #highest = new Map<string, number>();

  /** `probe`: what of a probe's side is drawn. */
  constructor(series: readonly Series[], time: RunTime, probe: ProbeMeasure) {
    this.#series = series;
    this.#time = time;
    this.#probe = probe;
  }

  add(event: SearchEvent): void {
    const moment = this.#time.ofEvent(event);
    if (moment === null) return;
    const at = this.#time.part(moment);
    for (const series of this.#series) {
      for (const value of series.of(event, this.#probe)) {
        if (series.draw === 'dots') this.dots(series.id).add(at, value);
        else this.line(series.id).add(at, series.highest === true ? this.#raise(series.id, value) : value);
      }
    }
  }

  /** The line of a series; empty where the method has none of that id. */
  line(id: string): ColumnSeries {
    return made(this.#lines, id, () => new ColumnSeries(PLOT_WIDTH));
  }

  /** The dots of a series; empty where the method has none of that id. */
  dots(id: string): DotSeries {
    return made(this.#dots, id, () => new DotSeries(PLOT_WIDTH, REWARD_ROWS));
  }

  #raise(id: string, value: number): number {
    const highest = Math.max(this.#highest.get(id) ?? -Infinity, value);
    this.#highest.set(id, highest);
    return highest;
  }
}

function made<T>(all: Map<string, T>, id: string, make: () => T): T {
  const known = all.get(id) ?? make();
  all.set(id, known);
  return known;
}
