import type { Architecture } from '../space/space.ts';
import type { Batch, SplitData } from '../task/task.ts';
import type { DeviceRows } from '../engine/device-rows.ts';

export { DeviceLostError } from '../device/lost.ts';

/** How the shared weights are moved by one step. */
export interface OptimiserStep {
  readonly learningRate: number;
}

export type OptimiserName = 'nesterov' | 'adam';

/** What stays the same over all steps of one supernet. */
export interface TrainingConfig {
  readonly optimiser: OptimiserName;
  /** L2 as PyTorch's weight decay: adds `weightDecay · w` to the gradient. */
  readonly weightDecay: number;
  /** Decay (and momentum) also for keys that the step did not use, as in the ENAS code (methods/enas (2)). */
  readonly decayUnused: boolean;
  /** Global norm to which gradients are clipped; 0 means no clipping. */
  readonly clipNorm: number;
}

/** What one training step measured, averaged over its children. Accuracy and loss are on the batch just trained on. */
export interface StepMetrics {
  readonly loss: number;
  readonly accuracy: number;
  /** Global norm of the gradient before clipping. */
  readonly gradientNorm: number;
}

/** A result that stays on the device until it is asked for. Exactly one of the two must be called, once. */
export interface Pending<T> {
  /** Rejects with `NonFiniteError` if the loss is NaN or infinite, with `DeviceLostError` if the device is gone. */
  read(): Promise<T>;
  discard(): void;
}

/** How well one child does on one batch. */
export interface ChildScore {
  readonly accuracy: number;
  /** Mean cross-entropy in nats. */
  readonly crossEntropy: number;
  /** Predictions that it is of: images, or characters. */
  readonly images: number;
}

/** Scores that stay on the device until they are asked for. Exactly one of the three must be called, once. */
export interface PendingScores extends Pending<ChildScore[]> {
  /**
   * The scores as rows (cross-entropy, accuracy), one a child, for what goes on with them on the same device: there
   * once the work that leaves them is submitted, finite or not. Null in the reference form: nothing is taken then.
   */
  take(): Promise<DeviceRows> | null;
}

/** One tensor by key: values in row-major order. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type WeightsByKey = ReadonlyMap<string, StoredTensor>;

/**
 * Weights of the mixed choice: for every decision of kind `operation` and its candidate inputs, one weight z per
 * (candidate edge), in the order of `Space.graphs[g].candidates`, one array a graph.
 */
export type MixedWeights = readonly Float32Array[];

export interface MixedGradient {
  readonly loss: number;
  readonly accuracy: number;
  /** dL/dz, same layout as the weights. */
  readonly gradient: readonly Float32Array[];
}

/** Parameters, optimiser state and what networks carry from batch to batch: enough to go on exactly. */
export interface SupernetSnapshot {
  readonly weights: WeightsByKey;
  readonly optimiser: WeightsByKey;
  readonly steps: number;
  /** States [B, H] in which the latest step left each child of a recurrent network; else empty. */
  readonly states: readonly StoredTensor[];
}

/** What a supernet will need, known before anything is allocated. */
export interface SupernetEstimate {
  readonly parameters: number;
  readonly parameterBytes: number;
  readonly optimiserBytes: number;
  /** Activations kept for backward in the most expensive training step. */
  readonly activationBytes: number;
  readonly dataBytes: number;
  /** The largest single buffer; null where tfjs makes the buffers. */
  readonly largestBufferBytes: number | null;
  /** Multiply–adds of the forward pass of one mean (uniform) child on one image. */
  readonly multiplyAdds: number;
}

/** Sizes of the calls to come: images in a batch, children in a call. */
export interface CallSize {
  readonly images: number;
  readonly children: number;
}

/** Shared weights behind one interface. All children use the same tensors by key (methods/enas section 4). */
export interface Supernet {
  readonly form: 'reference' | 'engine';
  /**
   * Makes whatever training calls of these sizes need (compiled kernels, buffers), so that the first is as fast as the
   * next; what scoring calls need is made from then on, beside the first steps. Other sizes still work; what they need is
   * made when they come.
   */
  prepare(calls: { readonly train: readonly CallSize[]; readonly score: readonly CallSize[] }): Promise<void>;
  /** One step on the mean loss of the children over the batch; only their keys move (unless `decayUnused`). */
  train(batch: Batch, children: readonly Architecture[], step: OptimiserStep): Pending<StepMetrics>;
  /** Forward only, batch statistics; children do not see each other. */
  score(batch: Batch, children: readonly Architecture[]): Promise<ChildScore[]>;
  /** As `score`, of at least one child, without waiting for it. */
  submitScore(batch: Batch, children: readonly Architecture[]): PendingScores;
  /** Every operation weighted by z: loss and dL/dz, weights left as they are. */
  mixedGradient(batch: Batch, weights: MixedWeights): Promise<MixedGradient>;
  /** Makes a split's images available on the device; train and validation are there from the start. */
  addTest(test: SplitData): void;
  exportChild(architecture: Architecture): Promise<WeightsByKey>;
  /** Unknown keys or wrong shapes throw a `RangeError` before anything is changed. */
  importChild(weights: WeightsByKey): void;
  snapshot(): Promise<SupernetSnapshot>;
  restore(snapshot: SupernetSnapshot): void;
  /** Bytes held on the device now. */
  bytes(): number;
  dispose(): void;
}

/** The loss left the numbers. `where` is the first place it was seen, as a phrase. */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError';
  constructor(readonly where: string) {
    super(`The loss is no longer a number (first seen in ${where}).`);
  }
}
