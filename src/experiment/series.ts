import type { PolicyProbe, SearchEvent } from './events.ts';

/** Charts of the page that draw several series together. */
export type ChartId = 'weights' | 'probe' | 'children' | 'reward' | 'entropy';

/** How one side of a probe is measured: accuracy, or perplexity. */
export type ProbeMeasure = (side: PolicyProbe['policy']) => number;

/** One curve of a method: what it is of, and where its values come from. */
export interface Series {
  /** Unique within a method; the name of its column in records where `MeasuredEvent` carries it. */
  readonly id: string;
  readonly label: string;
  /** Empty where it has none. */
  readonly unit: string;
  /** The images or characters that it is measured on; null where it is of none. */
  readonly split: 'train' | 'validation' | null;
  readonly draw: 'line' | 'dots';
  /** The chart that it belongs to; one of its own where it is not given. */
  readonly chart?: ChartId;
  /** Only where children share weights. */
  readonly ofSharedWeights?: true;
  /** Its values count things. */
  readonly whole?: true;
  /** The highest value so far is drawn. */
  readonly highest?: true;
  /** Its values in an event; none in most. */
  of(event: SearchEvent, probe: ProbeMeasure): readonly number[];
}

const none: readonly number[] = [];

/** A series of a method's own, from its `measured` events. */
export function measuredSeries(series: Omit<Series, 'of' | 'chart'>): Series {
  return {
    ...series,
    of(event) {
      const value = event.kind === 'measured' ? event.values[series.id] : undefined;
      if (value === undefined) return none;
      return typeof value === 'number' ? [value] : value;
    },
  };
}

/** How shared weights learn. */
export const sharedWeightSeries: readonly Series[] = [
  {
    id: 'loss',
    label: 'loss',
    unit: 'nats',
    split: 'train',
    draw: 'line',
    chart: 'weights',
    ofSharedWeights: true,
    of: (event) => (event.kind === 'weights' ? [event.loss] : none),
  },
  {
    id: 'trainAccuracy',
    label: 'accuracy',
    unit: '',
    split: 'train',
    draw: 'line',
    chart: 'weights',
    ofSharedWeights: true,
    of: (event) => (event.kind === 'weights' ? [event.accuracy] : none),
  },
];

function probed(id: 'policy' | 'uniform' | 'likeliest'): Series {
  return {
    id,
    label: id,
    unit: '',
    split: 'validation',
    draw: 'line',
    chart: 'probe',
    of: (event, probe) => (event.kind === 'policy' && event.probe !== null ? [probe(event.probe[id])] : none),
  };
}

/** The policy's children beside uniform ones and the likeliest. */
export const probeSeries: readonly Series[] = [probed('likeliest'), probed('policy'), probed('uniform')];

/** Rewards of children that were evaluated one by one, and the highest of them so far. */
export const evaluatedSeries: readonly Series[] = [
  {
    id: 'evaluated',
    label: 'reward',
    unit: '',
    split: 'validation',
    draw: 'dots',
    chart: 'children',
    of: (event) => (event.kind === 'evaluated' ? [event.child.reward] : none),
  },
  {
    id: 'best',
    label: 'best reward so far',
    unit: '',
    split: 'validation',
    draw: 'line',
    chart: 'children',
    highest: true,
    of: (event) => (event.kind === 'evaluated' ? [event.child.reward] : none),
  },
];

/** Rewards that a policy learns from, and what they are measured against. */
export const childRewardSeries: readonly Series[] = [
  {
    id: 'rewards',
    label: 'reward',
    unit: '',
    split: 'validation',
    draw: 'dots',
    chart: 'reward',
    of: (event) => (event.kind === 'policy' ? event.children.map(({ reward }) => reward) : none),
  },
  {
    id: 'baseline',
    label: 'baseline',
    unit: '',
    split: 'validation',
    draw: 'line',
    chart: 'reward',
    of: (event) => (event.kind === 'policy' ? [event.baseline] : none),
  },
];

/** How undecided a policy is. */
export const entropySeries: Series = {
  id: 'entropy',
  label: 'policy entropy',
  unit: 'nats',
  split: null,
  draw: 'line',
  chart: 'entropy',
  of: (event) => (event.kind === 'policy' ? [event.entropy] : none),
};
