import { describe, expect, it } from 'vitest';
import { ColumnSeries, DotSeries } from '../../../src/app/charts/columns.ts';
import { spread } from '../../../src/app/charts/path.ts';

describe('a series as wide as its drawing', () => {
  it('keeps the mean of each column, however many values fall there', () => {
    const series = new ColumnSeries(4);
    const n = 10_000;
    for (let i = 0; i < n; i++) series.add(i / n, i);
    const points = series.points();
    expect(points.map((point) => point.column)).toEqual([0, 1, 2, 3]);
    expect(points.map((point) => point.value)).toEqual([1249.5, 3749.5, 6249.5, 8749.5]);
    expect(series.extent()).toEqual([0, n - 1]);
  });

  it('draws only up to a moment and reads the last filled column before it', () => {
    const series = new ColumnSeries(10);
    series.add(0.05, 1);
    series.add(0.95, 3);
    expect(series.points(0.5)).toEqual([{ column: 0, value: 1 }]);
    expect(series.read(0.5)).toEqual({ value: 1, count: 1 });
    expect(series.read(1)).toEqual({ value: 3, count: 1 });
    expect(new ColumnSeries(10).read(1)).toBeNull();
  });

  it('leaves out what is not a number and clamps what lies outside', () => {
    const series = new ColumnSeries(2);
    series.add(0.2, NaN);
    series.add(0.2, Infinity);
    expect(series.extent()).toBeNull();
    series.add(7, 5);
    series.add(-1, 4);
    expect(series.points()).toEqual([
      { column: 0, value: 4 },
      { column: 1, value: 5 },
    ]);
  });

  it('keeps one dot a place', () => {
    const dots = new DotSeries(100, 400);
    for (let i = 0; i < 1_000; i++) dots.add(0.5, 0.7 + i * 1e-7);
    dots.add(0.5, 0.8);
    expect([...dots.points()]).toHaveLength(2);
    expect(dots.extent()?.[0]).toBe(0.7);
    expect(dots.extent()?.[1]).toBe(0.8);
  });
});

describe('labels at the ends of lines', () => {
  it('stay in order, a gap apart, around where they belong', () => {
    expect(spread([10, 50], 13)).toEqual([10, 50]);
    const close = spread([21, 20, 22], 13);
    expect(close[0]).toBeCloseTo(21);
    expect(close[1]).toBeCloseTo(8);
    expect(close[2]).toBeCloseTo(34);
  });
});
