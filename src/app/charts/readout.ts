import type { ChartId, Series } from '../../experiment/series.ts';
import { type Chart, chartsOf } from './charts-of.ts';
import { imagesOf } from './images.ts';
import type { Run } from '../state/run.svelte.ts';
import { nounOf, trainedPerStep } from '../words/examples.ts';
import { measureWords } from '../words/measures/measures.ts';
import { count, fixed, part } from '../words/numbers.ts';
import { probedMeasureOf } from './probes.ts';
import type { ColumnSeries } from './columns.ts';

/** What the charts say at a moment (part of the width): the number, its split and how many examples it is from. */
export function readout(run: Run, at: number, chart: Chart | null): string {
  const time = run.time.start + at * (run.time.end - run.time.start);
  const { rounds } = run.time.outline;
  const round = `round ${Math.min(rounds, Math.floor(time) + 1)}`;
  const when = time < 0 ? 'warm-up' : rounds > 1 ? round : `${Math.round(at * 100)} % of the search`;
  const parts = (chart === null ? chartsOf(run.settings) : [chart]).map((one) =>
    one.series === null ? describe(run, at, one.id) : describeSeries(run, at, one.series),
  );
  const known = parts.filter((words) => words !== null);
  return known.length === 0 ? `${when}: nothing measured yet` : `${when}: ${known.join(' · ')}`;
}

/** A method's own series: its name and the number. */
function describeSeries({ curves }: Run, at: number, { id, label, unit, draw, whole }: Series): string | null {
  const value = draw === 'line' ? curves.line(id).read(at) : null;
  return value === null
    ? null
    : `${label} ${fixed(value.value, whole === true ? 0 : 3)}${unit === '' ? '' : ` ${unit}`}`;
}

function describe(run: Run, at: number, chart: ChartId): string | null {
  const { curves, settings } = run;
  const noun = nounOf(settings.family);
  switch (chart) {
    case 'weights': {
      const loss = curves.line('loss').read(at);
      const right = curves.line('trainAccuracy').read(at);
      if (loss === null || right === null) return null;
      return `train loss ${fixed(loss.value, 3)}, accuracy ${part(right.value, 3)}, mean of ${count(loss.count)} steps of ${count(trainedPerStep(settings))} train ${noun}`;
    }
    case 'probe': {
      const measure = probedMeasureOf(settings);
      const images = run.history.policy.find((event) => event.probe !== null)?.probe?.images ?? 0;
      const words = (name: string, series: ColumnSeries) => {
        const value = series.read(at);
        return value === null ? null : `${name} ${measureWords(measure).short(value.value, images)}`;
      };
      const known = [
        words('likeliest', curves.line('likeliest')),
        words('policy', curves.line('policy')),
        words('uniform', curves.line('uniform')),
      ].filter((one) => one !== null);
      return known.length === 0 ? null : `validation ${measure.name} ${known.join(', ')}, ${count(images)} ${noun}`;
    }
    case 'children': {
      const best = curves.line('best').read(at);
      return best === null
        ? null
        : `best reward so far ${part(best.value, 3)}, ${count(imagesOf(settings))} validation ${noun} a child`;
    }
    case 'reward': {
      const baseline = curves.line('baseline').read(at);
      if (baseline === null) return null;
      return `baseline ${part(baseline.value, 3)}, rewards from ${count(imagesOf(settings))} validation ${noun} a child`;
    }
    case 'entropy': {
      const entropy = curves.line('entropy').read(at);
      return entropy === null
        ? null
        : `policy entropy ${fixed(entropy.value, 2)} nats, mean of ${count(settings.childrenPerUpdate)} children`;
    }
  }
}
