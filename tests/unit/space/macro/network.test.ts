import { describe, expect, test } from 'vitest';
import type { MacroConfig } from '../../../../src/space/macro/config.ts';
import { planNetwork } from '../../../../src/space/macro/network.ts';
import { childKeys, parameterSpecs } from '../../../../src/space/macro/parameters.ts';
import { child, config } from './configs.ts';

describe('the plan of the network', () => {
  test.each([
    [1, []],
    [2, []],
    [3, [0, 1]],
    [4, [0, 1]],
    [5, [0, 1]],
    [6, [1, 3]],
    [8, [1, 3]],
    [12, [3, 7]],
    [24, [7, 15]],
  ])('%i layers: pools after the layers %j', (layers, after) => {
    expect(planNetwork(config({ layers, imageSide: 28 })).pools.map((pool) => pool.after)).toEqual(after);
  });

  test('pools halve the maps, rounded up, and keep the channels', () => {
    expect(planNetwork(config())).toEqual({
      stem: { kind: 'conv3', kernel: 3, stride: 1, side: 14, channels: 8 },
      channels: 8,
      layers: [14, 14, 7, 7, 4, 4].map((side, index) => ({ index, side })),
      pools: [
        { index: 0, after: 1, from: 14, side: 7 },
        { index: 1, after: 3, from: 7, side: 4 },
      ],
      head: { side: 4, channels: 8, classes: 10 },
    });
  });

  test('maps of one pixel are not reduced', () => {
    expect(planNetwork(config({ layers: 3, stem: 'patch4', imageSide: 7 })).pools).toEqual([
      { index: 0, after: 0, from: 2, side: 1 },
    ]);
  });
});

describe('shared weights', () => {
  const keysOf = (changes: Partial<MacroConfig>, arc: string): string[] =>
    childKeys(config(changes), child(changes, arc));

  test('keys are unique, and a child uses a part of them in the same order', () => {
    const keys = parameterSpecs(config()).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const used = new Set(keysOf({}, '0  1 1  2 0 1  3 0 1 1  4 0 0 0 1  5 1 0 0 0 0'));
    expect(keys.filter((key) => used.has(key))).toEqual([...used]);
  });

  test('a child uses exactly the tensors of its path', () => {
    const specs = new Map(parameterSpecs(config({ layers: 3 })).map(({ key, shape }) => [key, shape.join('×')]));
    expect(keysOf({ layers: 3 }, '0  1 0  5 1 0').map((key) => `${key} ${specs.get(key)}`)).toEqual([
      'stem/weights 3×3×1×8',
      'stem/scale 8',
      'stem/offset 8',
      'layer0/conv3/entry/weights 1×1×8×8',
      'layer0/conv3/entry/scale 8',
      'layer0/conv3/entry/offset 8',
      'layer0/conv3/weights 3×3×8×8',
      'layer0/conv3/scale 8',
      'layer0/conv3/offset 8',
      'pool0/node0/path0 1×1×8×4',
      'pool0/node0/path1 1×1×8×4',
      'pool0/node0/scale 8',
      'pool0/node0/offset 8',
      'pool0/node1/path0 1×1×8×4',
      'pool0/node1/path1 1×1×8×4',
      'pool0/node1/scale 8',
      'pool0/node1/offset 8',
      'layer1/sep3/entry/weights 1×1×8×8',
      'layer1/sep3/entry/scale 8',
      'layer1/sep3/entry/offset 8',
      'layer1/sep3/depthwise 3×3×8×1',
      'layer1/sep3/pointwise 1×1×8×8',
      'layer1/sep3/scale 8',
      'layer1/sep3/offset 8',
      'layer1/output/scale 8',
      'layer1/output/offset 8',
      'pool1/node0/path0 1×1×8×4',
      'pool1/node0/path1 1×1×8×4',
      'pool1/node0/scale 8',
      'pool1/node0/offset 8',
      'pool1/node2/path0 1×1×8×4',
      'pool1/node2/path1 1×1×8×4',
      'pool1/node2/scale 8',
      'pool1/node2/offset 8',
      'layer2/max3/entry/weights 1×1×8×8',
      'layer2/max3/entry/scale 8',
      'layer2/max3/entry/offset 8',
      'layer2/output/scale 8',
      'layer2/output/offset 8',
      'classifier/weights 8×10',
    ]);
  });

  test('operations are shared whatever the skips, which decide only what is reduced', () => {
    const layers = (arc: string) => keysOf({}, arc).filter((key) => !key.startsWith('pool'));
    const plain = '0  1 0  2 0 0  3 0 0 0  4 0 0 0 0  5 0 0 0 0 0';
    const full = '0  1 1  2 1 1  3 1 1 1  4 1 1 1 1  5 1 1 1 1 1';
    expect(layers(plain)).toEqual(layers(full));
    const reductions = (arc: string) => keysOf({}, arc).filter((key) => key.endsWith('path0'));
    expect(reductions(plain)).toEqual(['pool0/node2/path0', 'pool1/node4/path0']);
    expect(reductions(full)).toHaveLength(3 + 5);
  });

  test('initialisation: convolutions by their fan-in, batch-norm as the identity', () => {
    const kinds = new Map(parameterSpecs(config()).map(({ key, initialisation }) => [key, initialisation]));
    expect(kinds.get('stem/weights')).toEqual({ kind: 'he-normal', fanIn: 9 });
    expect(kinds.get('layer1/conv5/weights')).toEqual({ kind: 'he-normal', fanIn: 200 });
    expect(kinds.get('layer1/sep5/depthwise')).toEqual({ kind: 'he-normal', fanIn: 25 });
    expect(kinds.get('layer1/sep5/entry/weights')).toEqual({ kind: 'he-normal', fanIn: 8 });
    expect(kinds.get('pool1/node3/path1')).toEqual({ kind: 'he-normal', fanIn: 8 });
    expect(kinds.get('classifier/weights')).toEqual({ kind: 'he-normal', fanIn: 8 });
    expect(kinds.get('layer3/output/scale')).toEqual({ kind: 'ones' });
    expect(kinds.get('layer3/output/offset')).toEqual({ kind: 'zeros' });
  });
});
