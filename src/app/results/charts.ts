import type { Component } from 'svelte';
import type { ChartId } from '../../experiment/series.ts';
import type { ChartProps } from './chart-props.ts';
import EntropyChart from './EntropyChart.svelte';
import EvaluatedChart from './EvaluatedChart.svelte';
import LossChart from './LossChart.svelte';
import ProbeChart from './ProbeChart.svelte';
import RewardChart from './RewardChart.svelte';

/** How the page draws several series together: a component each. */
export const chartComponents: Readonly<Record<ChartId, Component<ChartProps>>> = {
  weights: LossChart,
  probe: ProbeChart,
  children: EvaluatedChart,
  reward: RewardChart,
  entropy: EntropyChart,
};
