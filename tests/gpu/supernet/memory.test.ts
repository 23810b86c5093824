import { beforeAll, expect, test } from 'vitest';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { estimateSupernet } from '../../../src/supernet/reference/estimate.ts';
import * as tf from '../../../src/supernet/reference/tf.ts';
import { rows, tinyConfig, tinySupernet } from './synthetic.ts';

const config = { ...tinyConfig, nodes: 1, imageSide: 14 };

beforeAll(async () => {
  await openBackend('cpu');
});

test('keeps for backward about what was estimated', async () => {
  const net = tinySupernet({ config });
  const mostExpensive = [0, 0, 0, 0, 0, 0, 0, 0];
  const before = tf.memory().numBytes;
  const { kernels } = await tf.profile(() => {
    net.train(rows('train', 0, 16), [mostExpensive], { learningRate: 0.01 }).discard();
    return tf.scalar(0);
  });
  const forwardDone = kernels.find(({ name }) => name === 'Neg');
  const kept = (forwardDone?.totalBytesSnapshot ?? NaN) - before;
  const { activationBytes } = estimateSupernet({
    space: createMicroSpace(config),
    optimiser: 'adam',
    batch: 16,
    children: 1,
    score: [],
    examples: 36,
  });
  // tfjs counts maps again for each of their handles, and the weights at hand too.
  expect(activationBytes / kept).toBeGreaterThan(0.6);
  expect(activationBytes / kept).toBeLessThan(1);
  net.dispose();
});
