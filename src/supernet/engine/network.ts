import type { At } from '../../engine/words.ts';
import type { ArenaRange } from '../../engine/arena.ts';
import type { Architecture } from '../../space/space.ts';
import type { Batch } from '../../task/task.ts';
import type { StoredTensor } from '../supernet.ts';

/** What the children of a training step leave to the next one, by their place among them. */
export interface CarriedStates {
  /** Where in the arena the latest step left them, child after child. */
  readonly ranges: readonly ArenaRange[];
  /** The states of each child from the numbers that lie there. */
  read(values: Float32Array): StoredTensor[];
  /** What to write where, so that the next step goes on from these where its batch continues. Those that do not fit are left out. */
  replace(states: readonly StoredTensor[]): { readonly at: number; readonly values: Float32Array }[];
}

/** The whole network on a tape, for as many children at once as there are lanes. */
export interface EngineNetwork {
  /** Rows (cross-entropy, hit) that each child leaves, one a prediction. */
  readonly rows: number;
  /** The rows of the step's examples, which are those of `batch`; every child sees the same. */
  load(examples: Uint32Array, batch: Batch): void;
  /** Chooses the work of a step; returns where each child's rows will lie. */
  run(children: readonly Architecture[]): readonly At<'rows'>[];
  /** States between batches, of recurrent networks in training. */
  readonly states?: CarriedStates;
}

/** How big a network on a tape is. */
export interface NetworkSize {
  /** Examples in a batch. */
  readonly batch: number;
  /** Most children at once. */
  readonly lanes: number;
}
