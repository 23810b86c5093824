import { expect, test } from 'vitest';
import type { Space } from '../../../src/space/space.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { layerSpace } from '../policy/macro/layer-space.ts';
import { nodeSpace } from '../policy/recurrent/node-space.ts';
import { config } from './configs.ts';

const words = (space: Space, id: string, choice: number): string =>
  space.describeChoice({ decision: space.decisions.findIndex((decision) => decision.id === id), choice });

test('a choice of a cell, with the cell where there are two', () => {
  const [one, two] = [createMicroSpace(config({ stages: 1 })), createMicroSpace(config())];
  expect(words(one, 'normal.4.a.operation', 0)).toBe('sep 3×3 at node 4, side A');
  expect(words(one, 'normal.4.b.input', 1)).toBe('reading node 1 at node 4, side B');
  expect(words(two, 'reduction.2.b.operation', 4)).toBe('identity at node 2, side B of the reduction cell');
});

test('a choice of a layer, and of what it adds', () => {
  const space = layerSpace(3);
  expect(words(space, 'layer2.operation', 2)).toBe('conv 5×5 at layer 3');
  expect(words(space, 'layer1.skip0', 1)).toBe('adding the stem at layer 2');
  expect(words(space, 'layer2.skip1', 0)).toBe('not adding layer 1 at layer 3');
});

test('a choice of a recurrent cell, whose nodes go by their labels', () => {
  const space = nodeSpace(3);
  expect(words(space, 'cell.0.activation', 1)).toBe('ReLU at node 0');
  expect(words(space, 'cell.2.input', 1)).toBe('reading node 1 at node 2');
});

test('nothing is said of a decision that there is not', () => {
  for (const space of [layerSpace(2), nodeSpace(2), createMicroSpace(config())])
    expect(space.describeChoice({ decision: 999, choice: 0 })).toBe('');
});
