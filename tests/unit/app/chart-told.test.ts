import { expect, test } from 'vitest';
import { chartsOf } from '../../../src/app/charts/charts-of.ts';
import { chartTold } from '../../../src/app/charts/told.ts';
import type { ToldEvent } from '../../../src/app/state/run.svelte.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';

/** What tells events apart is all that the choice of a picture reads. */
const event = (kind: ToldEvent['kind']) => ({ kind, study: 'ranking' }) as ToldEvent;

test('the one curve is that of what the sentence speaks of', () => {
  const charts = chartsOf(defaultSettings);
  const drawn = (kind: ToldEvent['kind']) => {
    const told = chartTold(event(kind), charts);
    return typeof told === 'string' ? told : told?.id;
  };
  expect(drawn('weights')).toBe('weights');
  expect(drawn('policy')).toBe('reward');
  expect(drawn('derived')).toBe('probe');
  expect(drawn('study')).toBe('ranking');
});

test('where a method has no such curve, one that it has; before there is an event, too', () => {
  const charts = chartsOf({ ...defaultSettings, strategy: 'random-scratch' });
  expect(charts.map(({ id }) => id)).toContain('children');
  expect(charts).toContain(chartTold(event('weights'), charts));
  expect(charts).toContain(chartTold(null, charts));
  expect(chartTold(null, [])).toBeNull();
});
