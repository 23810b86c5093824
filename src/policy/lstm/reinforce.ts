import * as tf from '../../supernet/reference/tf.ts';
import type { Architecture } from '../../space/space.ts';
import { teacherForcing } from './choosers.ts';
import { walkController } from './controller.ts';
import type { ControllerLayout } from './layout.ts';
import { type ControllerParameters, type ParameterName, parameterNames } from './parameters.ts';
import type { LogitShaping } from './shaping.ts';
import { total } from './total.ts';

export type ControllerGradients = Readonly<Record<ParameterName, tf.Tensor2D>>;

/**
 * methods/enas (7): gradient of the mean over children of −A · log π − w · H, with the exact entropy H of the child's
 * distributions as a term of the loss (w may be 0). The caller disposes the tensors.
 */
export function reinforceGradients(
  parameters: ControllerParameters,
  layout: ControllerLayout,
  shaping: LogitShaping,
  architectures: readonly Architecture[],
  advantages: readonly number[],
  entropyWeight: number,
): ControllerGradients {
  const gradient = tf.grads((...tensors: tf.Tensor[]) => {
    const used = Object.fromEntries(parameterNames.map((name, i) => [name, tensors[i]])) as ControllerParameters;
    const decisions = walkController(used, layout, shaping, architectures.length, teacherForcing(architectures));
    const logProbability = total(decisions.map((decision) => decision.logProbability));
    const entropy = total(decisions.map((decision) => decision.entropy));
    const gain = tf.add(tf.mul(tf.tensor1d([...advantages]), logProbability), tf.mul(entropyWeight, entropy));
    return tf.neg(tf.mean(gain)).asScalar();
  });
  const gradients = gradient(parameterNames.map((name) => parameters[name]));
  return Object.fromEntries(parameterNames.map((name, i) => [name, gradients[i]])) as ControllerGradients;
}

/** Euclidean norm of all gradients together; a scalar left on the device. */
export function globalNorm(gradients: ControllerGradients): tf.Scalar {
  return tf.sqrt(total(parameterNames.map((name) => tf.sum<tf.Scalar>(tf.square(gradients[name]))))).asScalar();
}
