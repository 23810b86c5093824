import { accuracy } from '../../experiment/measures/accuracy.ts';
import type { MeanScore } from '../../experiment/measures/measure.ts';
import type { Measure } from '../../experiment/measures/measures.ts';
import type { Settings } from '../../experiment/settings.ts';
import { measureOf } from '../../experiment/task-kind.ts';

/** The measure that probes are drawn by: that of the task, or accuracy where their rewards do not tell it. */
export function probedMeasureOf(settings: Settings): Measure {
  const measure = measureOf(settings);
  return measure.readFrom(settings.reward) ? measure : accuracy;
}

/** What the curves of the policy beside uniform children show of one side of a probe. */
export function probeMeasure(settings: Settings): (side: MeanScore) => number {
  const measure = probedMeasureOf(settings);
  return (side) => measure.ofMean(side, settings);
}
