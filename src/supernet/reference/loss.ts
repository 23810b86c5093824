import * as tf from './tf.ts';

/** Mean cross-entropy in nats of logits against one-hot classes, both [B, classes]. */
export function crossEntropy(logits: tf.Tensor2D, classes: tf.Tensor2D): tf.Scalar {
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), classes), 1)));
}

/** Share of images whose largest logit is that of their class. */
export function hitRate(logits: tf.Tensor2D, classes: tf.Tensor2D): tf.Scalar {
  return tf.mean(tf.cast(tf.equal(tf.argMax(logits, 1), tf.argMax(classes, 1)), 'float32'));
}
