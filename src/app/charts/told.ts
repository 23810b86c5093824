import type { StudyId } from '../../experiment/studies/studies.ts';
import type { ChartId } from '../../experiment/series.ts';
import type { ToldEvent } from '../state/run.svelte.ts';
import type { Chart } from './charts-of.ts';

/** The chart that shows what a sentence of each kind of event speaks of. */
const chartOfKind: Readonly<Record<Exclude<ToldEvent['kind'], 'study'>, ChartId>> = {
  phase: 'probe',
  weights: 'weights',
  policy: 'reward',
  'evaluate-progress': 'children',
  evaluated: 'children',
  'derive-progress': 'probe',
  derived: 'probe',
  finished: 'probe',
};

/** The one picture that a sentence about an event speaks of: a study's plots, or a chart of the run. */
export function chartTold(event: ToldEvent | null, charts: readonly Chart[]): Chart | StudyId | null {
  if (event?.kind === 'study') return event.study;
  const wanted = event === null ? null : chartOfKind[event.kind];
  return charts.find(({ id }) => id === wanted) ?? charts.at(-1) ?? null;
}
