import type { PackedExamples } from '../../engine/examples.ts';
import type { ParameterGradients } from '../../engine/gradients.ts';
import type { Readback } from '../../engine/readback.ts';
import type { Tape } from '../../engine/tape.ts';
import type { Batch, Split, SplitData } from '../../task/task.ts';
import type { MixedGradient, MixedWeights } from '../supernet.ts';
import type { EngineContext } from './engine-context.ts';
import type { EngineNetwork, NetworkSize } from './network.ts';

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
  mixedPlan(context: EngineContext, batch: number): Promise<MixedPlan>;
}
