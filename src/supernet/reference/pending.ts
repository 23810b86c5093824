import { type ChildScore, NonFiniteError, type Pending, type PendingScores, type StepMetrics } from '../supernet.ts';
import type { Device } from './device.ts';
import type * as tf from './tf.ts';

/** A step's loss, accuracy and gradient norm, still on the device as one tensor of three numbers. */
export function pendingMetrics(metrics: tf.Tensor1D, device: Device, step: number): Pending<StepMetrics> {
  return {
    async read(): Promise<StepMetrics> {
      const [loss = NaN, accuracy = NaN, gradientNorm = NaN] = await device.take(metrics);
      if (!Number.isFinite(loss)) throw new NonFiniteError(`the training loss of step ${step}`);
      if (!Number.isFinite(gradientNorm)) throw new NonFiniteError(`the gradient of step ${step}`);
      return { loss, accuracy, gradientNorm };
    },
    discard: () => metrics.dispose(),
  };
}

/** Accuracy and loss of child after child, still on the device as one tensor. `where`: what is scored, as a phrase. */
export function pendingScores(scores: tf.Tensor1D, device: Device, images: number, where: string): PendingScores {
  return {
    async read(): Promise<ChildScore[]> {
      const values = await device.take(scores);
      return Array.from({ length: values.length / 2 }, (_, child) => {
        const [accuracy = NaN, crossEntropy = NaN] = values.subarray(2 * child);
        if (!Number.isFinite(crossEntropy)) throw new NonFiniteError(where);
        return { accuracy, crossEntropy, images };
      });
    },
    take: () => null,
    discard: () => scores.dispose(),
  };
}
