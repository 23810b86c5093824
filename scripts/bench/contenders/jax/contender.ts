import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import * as tf from '../../../../src/supernet/reference/tf.ts';
import type { WeightsByKey } from '../../../../src/supernet/supernet.ts';
import type { BenchChild } from '../../subjects/children.ts';
import { batchNumbers } from '../../subjects/examples.ts';
import { LEARNING_RATE, openSupernet } from '../../subjects/supernets.ts';
import type { OpenContender } from '../contender.ts';
import { channelsFirst } from './filters.ts';
import type { JaxNetwork, JaxWeights } from './layers.ts';
import { jaxNetwork } from './networks.ts';

/**
 * jax-js on WebGPU. One jitted function is a whole step: loss, gradients and plain SGD, which is less work than the
 * others' momentum, decay and clipping.
 */
export const openJax: OpenContender = async (child) => {
  if (!(await init('webgpu')).includes('webgpu')) throw new Error('jax-js found no WebGPU.');
  defaultDevice('webgpu');
  const { config, batch, architecture } = child;
  const network = jaxNetwork(config, architecture);
  if (network === null || !('imageSide' in config)) {
    throw new Error(`no ${config.family} network is written in jax-js`);
  }
  const { imageSide, classes } = config;
  const { pixels, oneHot } = batchNumbers(config, batch);
  const images = np.array(pixels).reshape([batch, 1, imageSide, imageSide]);
  const targets = np.array(oneHot).reshape([batch, classes]);
  let weights = toJax(await firstWeights(child));
  await blockUntilReady(weights);
  const step = jitStep(network);
  return {
    async train(steps) {
      for (let done = 1; ; done++) {
        const [loss, moved] = step(weights, images.ref, targets.ref);
        weights = moved;
        if (done === steps) return valueOf(loss);
        loss.dispose();
      }
    },
    dispose() {
      for (const array of [...Object.values(weights), images, targets]) array.dispose();
      step.dispose();
    },
  };
};

async function valueOf(scalar: np.Array): Promise<number> {
  const [value = NaN] = (await scalar.data()) as Float32Array;
  return value;
}

function jitStep(logits: JaxNetwork) {
  const loss = (weights: JaxWeights, images: np.Array, targets: np.Array): np.Array =>
    np.mean(np.sum(nn.logSoftmax(logits(weights, images)).mul(targets), 1)).mul(-1);
  const lossAndGradients = valueAndGrad(loss);
  return jit((weights: JaxWeights, images: np.Array, targets: np.Array): [np.Array, JaxWeights] => {
    const [value, gradients] = lossAndGradients(
      mapWeights(weights, ({ ref }) => ref),
      images,
      targets,
    );
    const moved = mapWeights(weights, (weight, key) => weight.sub((gradients[key] as np.Array).mul(LEARNING_RATE)));
    return [value, moved];
  });
}

function mapWeights(weights: JaxWeights, change: (weight: np.Array, key: string) => np.Array): JaxWeights {
  return Object.fromEntries(Object.entries(weights).map(([key, weight]) => [key, change(weight, key)]));
}

/** The weights that every contender starts from. */
async function firstWeights(child: BenchChild): Promise<WeightsByKey> {
  await tf.setBackend('cpu');
  const supernet = await openSupernet(child, null);
  try {
    return await supernet.exportChild(child.architecture);
  } finally {
    supernet.dispose();
  }
}

function toJax(stored: WeightsByKey): JaxWeights {
  return Object.fromEntries(
    [...stored].map(([key, tensor]) => {
      const { shape, values } = channelsFirst(key, tensor);
      return [key, np.array(values).reshape([...shape])];
    }),
  );
}
