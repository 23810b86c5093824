import type { ArenaRange } from '../../engine/arena.ts';
import type { PackedExamples } from '../../engine/examples.ts';
import type { ParameterGradients } from '../../engine/gradients.ts';
import type { Readback } from '../../engine/readback.ts';
import type { Tape } from '../../engine/tape.ts';
import type { Architecture } from '../../space/space.ts';
import type { Batch, Split, SplitData } from '../../task/task.ts';
import type { MixedGradient, MixedWeights, StoredTensor } from '../supernet.ts';
import type { Session } from './session.ts';

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
  run(children: readonly Architecture[]): readonly number[];
  /** Of recurrent networks in training. */
  readonly states?: CarriedStates;
}

/** How big a network on a tape is. */
export interface NetworkSize {
  /** Examples in a batch. */
  readonly batch: number;
  /** Most children at once. */
  readonly lanes: number;
}

/** Loss and dL/dz of the network in which every candidate edge is weighted; the weights stay as they are. */
export interface MixedPlan {
  readonly bytes: number;
  /** Submits; the second call takes the result from what was read. */
  run(batch: Batch, mixed: MixedWeights): [Readback, (totals: Float32Array) => MixedGradient];
  dispose(): void;
}

/** What the engine's supernet has to know of one family of networks: one file each, and a line in `families.ts`. */
export interface EngineFamily {
  /** Most contributions that one child's step makes to the gradient of one tensor. */
  readonly contributions: number;
  /** Predictions of one scored example that count. */
  readonly predictions: number;
  /** Bytes of one example on the device. */
  readonly exampleBytes: number;
  /** The examples of a split as `EngineNetwork.load` names them. Throws a `RangeError` if they do not fit the network. */
  pack(split: Split, data: SplitData): PackedExamples;
  /** `gradients` null: forward only. */
  network(tape: Tape, size: NetworkSize, gradients: ParameterGradients | null): EngineNetwork;
  /** Numbers in each array of mixed weights; empty where the family cannot be mixed. */
  readonly mixedLengths: readonly number[];
  mixedPlan(session: Session, batch: number): Promise<MixedPlan>;
}
