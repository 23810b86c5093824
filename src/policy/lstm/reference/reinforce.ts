import * as tf from '../../../supernet/reference/tf.ts';
import type { Architecture } from '../../../space/space.ts';
import { forEachOf, namesOf } from '../controller.ts';
import { teacherForcing } from './choosers.ts';
import { total } from './total.ts';
import type { ReferenceController, Tensors } from './rollout.ts';

/**
 * methods/enas (7): gradient of the mean over children of −A · log π − w · H, with the exact entropy H of the child's
 * distributions as a term of the loss (w may be 0), and the controller's own penalty where it has one (8). The caller disposes
 * the tensors.
 */
export function reinforceGradients<Name extends string>(
  controller: ReferenceController<Name>,
  parameters: Tensors<Name>,
  architectures: readonly Architecture[],
  advantages: readonly number[],
  entropyWeight: number,
): Tensors<Name> {
  const names = namesOf(controller);
  const gradient = tf.grads((...tensors: tf.Tensor[]) => {
    const used = forEachOf(names, (name) => tensors[names.indexOf(name)] as tf.Tensor2D);
    const { decisions, penalty } = controller.rollOut(used, architectures.length, teacherForcing(architectures));
    const logProbability = total(decisions.map((decision) => decision.logProbability));
    const entropy = total(decisions.map((decision) => decision.entropy));
    const gain = tf.add(tf.mul(tf.tensor1d([...advantages]), logProbability), tf.mul(entropyWeight, entropy));
    return tf.neg(tf.mean(penalty === null ? gain : tf.sub(gain, penalty))).asScalar();
  });
  const gradients = gradient(names.map((name) => parameters[name])) as tf.Tensor2D[];
  return forEachOf(names, (name) => gradients[names.indexOf(name)] as tf.Tensor2D);
}

/** Euclidean norm of all gradients together; a scalar left on the device. */
export function globalNorm(gradients: Tensors<string>): tf.Scalar {
  return tf.sqrt(total(Object.values(gradients).map((each) => tf.sum<tf.Scalar>(tf.square(each))))).asScalar();
}
