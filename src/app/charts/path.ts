import { line } from 'd3';
import type { ValueAxis } from './axis.ts';
import type { ColumnSeries, DotSeries } from './columns.ts';

/** Left edge of the plotted part; the axis words stand before it. */
export const PLOT_LEFT = 34;

/** A series as an SVG path over the plot, up to the moment `until` (part of the width). */
export function linePath(series: ColumnSeries, axis: ValueAxis, until: number): string {
  const draw = line<{ column: number; value: number }>()
    .x(({ column }) => PLOT_LEFT + column + 0.5)
    .y(({ value }) => axis.y(value))
    .digits(1);
  return draw(series.points(until)) ?? '';
}

/** Dots as one path of points with round caps. */
export function dotPath(series: DotSeries, axis: ValueAxis, until: number, columns: number): string {
  let path = '';
  for (const { column, value } of series.points()) {
    if (column <= until * columns) path += `M${PLOT_LEFT + column + 0.5} ${axis.y(value).toFixed(1)}h0`;
  }
  return path;
}

/** Heights for labels at the end of lines, kept `gap` apart and in order. */
export function spread(heights: readonly number[], gap: number): readonly number[] {
  const order = heights.map((_, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const result = [...heights];
  const middle = heights.reduce((sum, height) => sum + height, 0) / Math.max(1, heights.length);
  let previous = -Infinity;
  for (const index of order) {
    previous = Math.max(previous + gap, heights[index] ?? 0);
    result[index] = previous;
  }
  const shift = result.reduce((sum, height) => sum + height, 0) / Math.max(1, result.length) - middle;
  return result.map((height) => height - shift);
}
