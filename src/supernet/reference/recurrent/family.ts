import type { RecurrentConfig } from '../../../space/recurrent/config.ts';
import { decode } from '../../../space/recurrent/decode.ts';
import { embeddingKey } from '../../../space/recurrent/parameters.ts';
import { burnIn } from '../../../task/text/split.ts';
import type { ReferenceFamily } from '../family.ts';
import * as tf from '../tf.ts';
import { runCell } from './cell.ts';
import { States } from './states.ts';
import { Texts } from './texts.ts';

/**
 * Recurrent networks (methods/enas 3.2): embedding, cell, and the embedding again as output layer. Batches that say
 * whether they continue are trained on: every prediction counts, and states are carried over. The others are scored:
 * from a zero state, without the predictions of the burn-in.
 */
export function recurrentFamily(config: RecurrentConfig): ReferenceFamily {
  const texts = new Texts(config);
  const states = new States();
  let training = false;
  return {
    states,
    addSplit: (split, data) => texts.add(split, data),
    batch(batch) {
      training = batch.continues !== undefined;
      if (training) states.begin(batch.continues === true);
      return texts.batch(batch, training ? 0 : burnIn(config.steps));
    },
    logits(child, inputs, weights, place) {
      const cell = decode(config, child);
      const [steps, batch] = inputs.shape as [number, number];
      const embedding = weights(embeddingKey) as tf.Tensor2D;
      const characters = tf.unstack(inputs) as tf.Tensor1D[];
      const outputs: tf.Tensor2D[] = [];
      let state = training ? states.start(place, batch, config.width) : tf.zeros<tf.Rank.R2>([batch, config.width]);
      for (const character of characters) {
        state = runCell(config, cell, embed(embedding, character), state, weights);
        outputs.push(state);
      }
      if (training) states.leave(place, state);
      const counted = tf.concat(outputs.slice(training ? 0 : burnIn(steps)), 0);
      return tf.matMul(counted, embedding, false, true);
    },
    mixedLengths: [],
    mixedLogits() {
      throw new RangeError('Recurrent cells cannot be mixed.');
    },
    dispose: () => states.dispose(),
  };
}

/** Rows of the embedding. As a product, because tfjs gathers but cannot add up a gradient by rows on every backend. */
function embed(embedding: tf.Tensor2D, characters: tf.Tensor1D): tf.Tensor2D {
  return tf.matMul(tf.oneHot(characters, embedding.shape[0]).toFloat(), embedding);
}
