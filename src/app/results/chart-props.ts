import type { Run } from '../state/run.svelte.ts';

/** What every chart of a run is given. */
export interface ChartProps {
  readonly run: Run;
  /** The moment in view as part of the width; null before anything happened. */
  readonly at: number | null;
  /** The moment that is read off. */
  readonly reading: number | null;
  readonly onread: (at: number | null) => void;
}
