import { describe, expect, test } from 'vitest';
import { childKeys, childParameters, parameterSpecs } from '../../../src/space/micro/parameters.ts';
import { size } from '../../../src/space/parameters.ts';
import { config } from './configs.ts';

const numbers = (specs: readonly { shape: readonly number[] }[]) =>
  specs.reduce((total, spec) => total + size(spec.shape), 0);

describe('shared weights', () => {
  test.each([
    [20, 127_640],
    [8, 35_024],
    [4, 167 * 16 + 3042 * 4],
  ])('a search cell of five blocks and %i channels has 167C² + 3042C = %i of them', (channels, expected) => {
    const specs = parameterSpecs(config({ nodes: 5, channels, stages: 1, cellsPerStage: 3 }));
    const inCell = specs.filter(({ key }) => /^layer2\/(block|output)/.test(key));
    expect(numbers(inCell)).toBe(expected);
  });

  test('keys are unique, and a child uses a part of them in the same order', () => {
    const space = config({ nodes: 2 });
    const keys = parameterSpecs(space).map((spec) => spec.key);
    expect(new Set(keys).size).toBe(keys.length);
    const used = new Set(childKeys(space, [0, 0, 1, 1, 2, 2, 0, 4, 1, 3, 1, 0, 0, 1, 2, 0]));
    expect(keys.filter((key) => used.has(key))).toEqual([...used]);
  });

  test('a child uses exactly the tensors of its path', () => {
    const space = config({ nodes: 1, stages: 1 });
    expect(childParameters(space, [0, 0, 1, 3]).map(({ key, shape }) => `${key} ${shape.join('×')}`)).toEqual([
      'stem/weights 2×2×1×24',
      'stem/scale 24',
      'stem/offset 24',
      'layer0/input0/weights 1×1×24×8',
      'layer0/input0/scale 8',
      'layer0/input0/offset 8',
      'layer0/input1/weights 1×1×24×8',
      'layer0/input1/scale 8',
      'layer0/input1/offset 8',
      'layer0/block0/x/input0/sep3/stack0/depthwise 3×3×8×1',
      'layer0/block0/x/input0/sep3/stack0/pointwise 1×1×8×8',
      'layer0/block0/x/input0/sep3/stack0/scale 8',
      'layer0/block0/x/input0/sep3/stack0/offset 8',
      'layer0/block0/x/input0/sep3/stack1/depthwise 3×3×8×1',
      'layer0/block0/x/input0/sep3/stack1/pointwise 1×1×8×8',
      'layer0/block0/x/input0/sep3/stack1/scale 8',
      'layer0/block0/x/input0/sep3/stack1/offset 8',
      'layer0/output/node2 8×8',
      'layer0/output/scale 8',
      'layer0/output/offset 8',
      'classifier/weights 8×10',
    ]);
  });

  test('a factorised reduction is two paths of half the channels', () => {
    const reduction = parameterSpecs(config()).filter(({ key }) => key.startsWith('layer2/input'));
    expect(reduction.map(({ key, shape }) => `${key} ${shape.join('×')}`)).toEqual([
      'layer2/input0/path0 1×1×8×8',
      'layer2/input0/path1 1×1×8×8',
      'layer2/input0/scale 16',
      'layer2/input0/offset 16',
    ]);
  });

  test('children that choose nothing alike share nothing but what every child uses: the last node is always a loose end', () => {
    const space = config({ nodes: 2 });
    const first = new Set(childKeys(space, [0, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0, 2, 0, 2, 0]));
    const second = childKeys(space, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    const shared = second.filter((key) => first.has(key));
    expect(
      shared.filter((key) => !/^(stem|classifier)\/|\/input[01]\/[a-z]+[01]?$|\/(scale|offset)$/.test(key)),
    ).toEqual(['layer0/output/node3', 'layer1/output/node3', 'layer2/output/node3']);
    expect(shared.filter((key) => key.includes('block'))).toEqual([]);
  });

  test('choosing the same operation on the same input in the same place is sharing, on the other side is not', () => {
    const space = config({ nodes: 1, stages: 1 });
    const blocks = (architecture: number[]) => childKeys(space, architecture).filter((key) => key.includes('block'));
    expect(blocks([0, 0, 1, 2])).toEqual(blocks([0, 0, 0, 3]));
    const swapped = new Set(blocks([1, 2, 0, 0]));
    expect(blocks([0, 0, 1, 2]).filter((key) => swapped.has(key))).toEqual([]);
  });

  test('architectures of another space are refused', () => {
    expect(() => childKeys(config({ nodes: 1, stages: 1 }), [0, 0, 0])).toThrow(RangeError);
    expect(() => childKeys(config({ nodes: 1, stages: 1 }), [2, 0, 0, 0])).toThrow(RangeError);
    expect(() => childKeys(config({ nodes: 1, stages: 1 }), [0, 5, 0, 0])).toThrow(RangeError);
    expect(() => childKeys(config({ nodes: 1, stages: 1 }), [0.5, 0, 0, 0])).toThrow(RangeError);
  });

  test('initialisation: convolutions by their fan-in, batch-norm as the identity', () => {
    const kinds = new Map(parameterSpecs(config()).map(({ key, initialisation }) => [key, initialisation]));
    const fanIn = (key: string) => kinds.get(key);
    expect(fanIn('stem/weights')).toEqual({ kind: 'he-normal', fanIn: 4 });
    expect(fanIn('layer1/block0/y/input1/sep5/stack1/depthwise')).toEqual({ kind: 'he-normal', fanIn: 25 });
    expect(fanIn('layer1/block0/y/input1/sep5/stack1/pointwise')).toEqual({ kind: 'he-normal', fanIn: 16 });
    expect(fanIn('layer1/block0/y/input1/sep5/stack1/scale')).toEqual({ kind: 'ones' });
    expect(fanIn('layer1/block0/y/input1/sep5/stack1/offset')).toEqual({ kind: 'zeros' });
  });
});
