import { describe, expect, test } from 'vitest';
import { mean } from '../../../../src/math/statistics.ts';
import { randomStream } from '../../../../src/math/random.ts';
import type { MacroConfig } from '../../../../src/space/macro/config.ts';
import { createMacroSpace } from '../../../../src/space/macro/macro.ts';
import { everyChild } from '../configs.ts';
import { child, config } from './configs.ts';

const random = () => randomStream(7, 'uniform-sampling');

describe('decisions and drawing', () => {
  test('an operation a layer, then a bit for every node but the last: 78 for 12 layers', () => {
    expect(createMacroSpace(config({ layers: 12 })).decisions).toHaveLength(78);
    expect(
      createMacroSpace(config({ layers: 3 })).decisions.map(({ id, kind, node }) => `${id} ${kind} ${node}`),
    ).toEqual([
      'layer0.operation operation 1',
      'layer1.operation operation 2',
      'layer1.skip0 skip 2',
      'layer2.operation operation 3',
      'layer2.skip0 skip 3',
      'layer2.skip1 skip 3',
    ]);
  });

  test('the drawing has the stem, the layers and the output; a child has a chain and its skips', () => {
    const space = createMacroSpace(config({ layers: 3 }));
    const [network] = space.graphs;
    expect(network?.nodes.map(({ label, role }) => `${label} ${role}`)).toEqual([
      'stem input',
      '1 computed',
      '2 computed',
      '3 computed',
      'out output',
    ]);
    expect(network?.candidates).toHaveLength(3 * 6 + 3);
    const [graph] = space.describe(child({ layers: 3 }, '0  4 1  3 0 1'));
    expect(graph?.edges.map(({ from, to, side, operation }) => `${from}→${to} ${side} ${operation}`)).toEqual([
      '0→1 0 conv3',
      '1→2 0 avg3',
      '0→2 1 skip',
      '2→3 0 sep5',
      '1→3 1 skip',
    ]);
    expect(graph?.looseEnds).toEqual([3]);
  });
});

describe('size', () => {
  test.each<[Partial<MacroConfig>, bigint]>([
    [{ layers: 2, operations: ['conv3', 'max3'] }, 8n],
    [{ layers: 3, operations: ['conv3', 'sep3', 'max3'] }, 216n],
    [{ layers: 1 }, 6n],
  ])('%j has %s strings, as counted one by one', (changes, count) => {
    const space = createMacroSpace(config(changes));
    expect(space.count()).toBe(count);
    expect(BigInt(new Set(everyChild(space).map((each) => space.print(each))).size)).toBe(count);
  });

  test("the paper's twelve layers", () => {
    const space = createMacroSpace(config({ layers: 12 }));
    expect(space.count()).toBe(6n ** 12n * 2n ** 66n);
    expect(Number(space.count())).toBeCloseTo(1.606e29, -26);
    expect(space.publishedCount()).toEqual({ value: space.count(), formula: '6^12·2^66', differs: null });
  });
});

describe('sampling, mutation and controls', () => {
  test('sampling is uniform over strings (χ² over 8 of them)', () => {
    const space = createMacroSpace(config({ layers: 2, operations: ['conv3', 'max3'] }));
    const draws = 8_000;
    const stream = random();
    const counts = new Map<string, number>();
    for (let draw = 0; draw < draws; draw++) {
      const key = space.sample(stream).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const statistic = [...counts.values()].reduce((sum, count) => sum + (count - draws / 8) ** 2 / (draws / 8), 0);
    expect(counts.size).toBe(8);
    // 99.9 % quantile with 7 degrees of freedom.
    expect(statistic).toBeLessThan(24.3);
  });

  test('mutation changes one operation or one bit, and every decision at times', () => {
    const space = createMacroSpace(config({ layers: 4 }));
    const stream = random();
    const parent = space.handMade();
    const changed = new Set<number>();
    for (let draw = 0; draw < 400; draw++) {
      const after = space.mutate(parent, stream);
      const at = after.flatMap((choice, i) => (choice === parent[i] ? [] : [i]));
      expect(at).toHaveLength(1);
      at.forEach((each) => changed.add(each));
    }
    expect(changed.size).toBe(space.decisions.length);
  });

  test('the hand-made network is residual pairs of 3×3 convolutions', () => {
    const space = createMacroSpace(config());
    expect(space.print(space.handMade())).toBe('0 0 1 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 1');
    const cheap = createMacroSpace(config({ layers: 2, operations: ['sep5', 'avg3'] }));
    expect(cheap.print(cheap.handMade())).toBe('3 3 1');
  });

  test('children without a convolution choose pools only: (2/6)^L of all', () => {
    const space = createMacroSpace(config({ layers: 2 }));
    const children = everyChild(space);
    expect(children.filter((each) => !space.hasConvolution(each))).toHaveLength(children.length / 9);
  });
});

describe('cost', () => {
  test('one layer, by hand', () => {
    const space = createMacroSpace(config({ layers: 1, channels: 4 }));
    expect(space.cost([1])).toEqual({
      parameters: 9 * 4 + 8 + (16 + 8) + (9 * 4 + 16 + 8) + 40,
      multiplyAdds: 196 * (9 * 4 + 16 + 9 * 4 + 16) + 40,
    });
    expect(space.cost([5])).toEqual({ parameters: 9 * 4 + 8 + (16 + 8) + 40, multiplyAdds: 196 * (9 * 4 + 16) + 40 });
  });

  test('three layers on odd maps, by hand: only what is read later is reduced', () => {
    // 7×7, pools after the first two layers: 4×4, 2×2. The stem is read by layer 2, layer 1 by layer 3.
    const changes = { layers: 3, imageSide: 7, channels: 4 } as const;
    const cost = createMacroSpace(config(changes)).cost(child(changes, '0  4 1  3 0 1'));
    const [entry, norm, reduction] = [16 + 8, 8, 16 + 8];
    expect(cost).toEqual({
      parameters:
        9 * 4 +
        8 +
        (entry + 9 * 16 + 8) +
        2 * reduction +
        (entry + norm) +
        2 * reduction +
        (entry + 25 * 4 + 16 + 8 + norm) +
        40,
      multiplyAdds: 49 * (9 * 4 + 16 + 9 * 16) + 2 * 16 * 16 + 16 * 16 + 2 * 4 * 16 + 4 * (16 + 25 * 4 + 16) + 40,
    });
  });

  test.each<Partial<MacroConfig>>([
    { layers: 3, operations: ['conv3', 'sep5', 'max3'] },
    { layers: 3, operations: ['conv3', 'sep5', 'max3'], channels: 2 },
    { layers: 4, operations: ['avg3'], imageSide: 7 },
    { layers: 2 },
  ])('most expensive and mean child as found one by one: %j', (changes) => {
    const space = createMacroSpace(config(changes));
    const costs = everyChild(space).map((each) => space.cost(each));
    expect(space.mostExpensive()).toEqual({
      parameters: Math.max(...costs.map(({ parameters }) => parameters)),
      multiplyAdds: Math.max(...costs.map(({ multiplyAdds }) => multiplyAdds)),
    });
    const exact = mean(costs.map(({ multiplyAdds }) => multiplyAdds));
    expect(space.meanMultiplyAdds() / exact).toBeCloseTo(1, 12);
  });
});

describe('bad input', () => {
  test.each<[Partial<MacroConfig>, string]>([
    [{ layers: 0 }, 'layers'],
    [{ channels: 3 }, 'channels'],
    [{ channels: 0 }, 'channels'],
    [{ imageSide: 2.5 }, 'imageSide'],
    [{ operations: [] }, 'operations'],
    [{ operations: ['sep3', 'conv3'] }, 'operations'],
  ])('%j makes no space', (changes, named) => {
    expect(() => createMacroSpace(config(changes))).toThrow(new RegExp(`^${named}`));
  });

  test('architectures of another space are refused by every method that reads one', () => {
    const space = createMacroSpace(config({ layers: 2, operations: ['conv3', 'sep3'] }));
    for (const wrong of [[], [0, 0], [0, 2, 0], [0, 0, 2], [0, -1, 0], [0, 0, 0.5], [0, 0, 0, 0]]) {
      expect(() => space.describe(wrong)).toThrow(RangeError);
      expect(() => space.cost(wrong)).toThrow(RangeError);
      expect(() => space.print(wrong)).toThrow(RangeError);
      expect(() => space.mutate(wrong, random())).toThrow(RangeError);
      expect(() => space.hasConvolution(wrong)).toThrow(RangeError);
      expect(() => space.childKeys(wrong)).toThrow(RangeError);
    }
  });
});
