import { expect, test } from 'vitest';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { estimateSupernet } from '../../../src/supernet/reference/estimate.ts';

const config: MicroConfig = {
  family: 'micro',
  nodes: 5,
  operations: ['sep3', 'sep5', 'avg3', 'max3', 'identity'],
  channels: 20,
  stages: 1,
  cellsPerStage: 1,
  stem: 'conv3',
  imageSide: 14,
  classes: 10,
};
const space = createMicroSpace(config);
const options = { space, optimiser: 'adam', batch: 32, children: 1, score: [], examples: 1_000 } as const;

test('counts the shared weights of a cell as published (methods/enas section 4)', () => {
  const stem = 9 * 60 + 2 * 60;
  const calibrations = 2 * (60 * 20 + 2 * 20);
  const classifier = 20 * 10;
  expect(estimateSupernet(options).parameters).toBe(127_640 + stem + calibrations + classifier);
});

test('bytes follow from the counts', () => {
  const { parameters, parameterBytes, optimiserBytes, dataBytes } = estimateSupernet(options);
  expect(parameterBytes).toBe(4 * parameters);
  expect(optimiserBytes).toBe(8 * parameters);
  expect(estimateSupernet({ ...options, optimiser: 'nesterov' }).optimiserBytes).toBe(4 * parameters);
  expect(dataBytes).toBe(1_000 * (196 + 10) * 4);
});

test('activations grow with batch and children, and cost nothing without operations that keep maps', () => {
  const { activationBytes } = estimateSupernet(options);
  expect(estimateSupernet({ ...options, batch: 64, children: 3 }).activationBytes).toBe(6 * activationBytes);
  const idle = estimateSupernet({ ...options, space: createMicroSpace({ ...config, operations: ['identity'] }) });
  expect(idle.activationBytes).toBeLessThan(activationBytes / 2);
});
