import { methodOf, sharesWeights } from '../../experiment/methods/methods.ts';
import type { ChartId, Series } from '../../experiment/series.ts';
import type { Settings } from '../../experiment/settings.ts';

/** One chart of a run: one of the page's own, or that of a single series. */
export type Chart = { readonly id: ChartId; readonly series: null } | { readonly id: string; readonly series: Series };

/** The charts of a method, in the order of its series. */
export function chartsOf(settings: Settings): readonly Chart[] {
  const shares = sharesWeights(settings);
  const charts = new Map<string, Chart>();
  for (const series of methodOf(settings).series) {
    if (series.ofSharedWeights === true && !shares) continue;
    const { chart } = series;
    if (chart === undefined) charts.set(`series ${series.id}`, { id: series.id, series });
    else charts.set(chart, { id: chart, series: null });
  }
  return [...charts.values()];
}
