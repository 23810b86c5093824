import { describe, expect, test } from 'vitest';
import { mean } from '../../../src/math/statistics.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { meanMultiplyAdds } from '../../../src/space/micro/cost.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { config, everyChild } from './configs.ts';

const cost = (changes: Partial<MicroConfig>, arc: string) => {
  const space = createMicroSpace(config(changes));
  const parsed = space.parse(arc);
  if (!parsed.ok) throw new Error(parsed.reason);
  return space.cost(parsed.architecture);
};

describe('cost of a child', () => {
  test('one normal cell, by hand', () => {
    // Stem 2×2 → 24 channels on 7×7; two calibrations 24 → 8; sep3 on input 0; identity; node 2 loose; classifier.
    expect(cost({ nodes: 1, stages: 1 }, '0 0 1 4')).toEqual({
      parameters: 4 * 24 + 48 + 2 * (24 * 8 + 16) + 2 * (9 * 8 + 64 + 16) + 64 + 16 + 80,
      multiplyAdds: 49 * 4 * 24 + 2 * 49 * 24 * 8 + 2 * 49 * (9 * 8 + 64) + 49 * 64 + 80,
    });
  });

  test('N-R-N on odd maps, by hand', () => {
    // Both cells: node 2 = sep5(0) + max3(0), so node 1 and node 2 are loose. 7×7×8, then 4×4×16.
    const separable = (channels: number) => 2 * (25 * channels + channels ** 2 + 2 * channels);
    const work = (side: number, channels: number) =>
      side ** 2 * (2 * (25 * channels + channels ** 2) + 2 * channels ** 2);
    expect(cost({ nodes: 1 }, '0 1 0 3 | 0 1 0 3')).toEqual({
      parameters:
        [4 * 24 + 48, 2 * (24 * 8 + 16), separable(8) + 2 * 64 + 16].reduce((a, b) => a + b) +
        (24 * 16 + 32) +
        (8 * 16 + 32) +
        (separable(16) + 2 * 256 + 32) +
        (8 * 16 + 32) +
        (separable(16) + 2 * 256 + 32) +
        160,
      multiplyAdds:
        49 * 4 * 24 +
        (2 * 49 * 24 * 8 + work(7, 8)) +
        (16 * 24 * 16 + 16 * 8 * 16 + work(4, 16)) +
        (16 * 8 * 16 + work(4, 16)) +
        160,
    });
  });

  test('a network of pools and copies still pays for stem, adapters, loose ends and classifier', () => {
    expect(cost({ nodes: 1, stages: 1, stem: 'conv3', channels: 4 }, '0 2 1 3')).toEqual({
      parameters: 9 * 12 + 24 + 2 * (12 * 4 + 8) + 16 + 8 + 40,
      multiplyAdds: 196 * 9 * 12 + 2 * 196 * 12 * 4 + 196 * 16 + 40,
    });
  });

  test('every layer has its own copy: cost grows linearly in the cells of a stage', () => {
    const at = (cellsPerStage: number) => cost({ nodes: 1, stages: 1, cellsPerStage }, '0 0 1 1');
    expect(at(5).parameters - at(4).parameters).toBe(at(4).parameters - at(3).parameters);
    expect(at(5).multiplyAdds - at(4).multiplyAdds).toBe(at(4).multiplyAdds - at(3).multiplyAdds);
  });

  test.each<Partial<MicroConfig>>([
    { nodes: 1, operations: ['sep3', 'sep5', 'identity'] },
    { nodes: 2, operations: ['sep3', 'max3'], stages: 1 },
    { nodes: 2, operations: ['avg3'] },
    { nodes: 3, operations: ['identity'], stages: 1 },
  ])('the most expensive child is the most expensive of all, one by one: %j', (changes) => {
    const space = createMicroSpace(config(changes));
    const costs = everyChild(space).map((child) => space.cost(child));
    expect(space.mostExpensive()).toEqual({
      parameters: Math.max(...costs.map((each) => each.parameters)),
      multiplyAdds: Math.max(...costs.map((each) => each.multiplyAdds)),
    });
  });

  test.each<Partial<MicroConfig>>([
    { nodes: 1, operations: ['sep3', 'sep5', 'identity'] },
    { nodes: 2, operations: ['sep3', 'max3'], stages: 1 },
    { nodes: 3, operations: ['sep5'], stages: 1, stem: 'patch4' },
  ])('the mean child costs the mean over all, one by one: %j', (changes) => {
    const space = createMicroSpace(config(changes));
    const costs = everyChild(space).map((child) => space.cost(child).multiplyAdds);
    const { multiplyAdds } = space.mostExpensive();
    expect(meanMultiplyAdds(config(changes)) / multiplyAdds).toBeCloseTo(mean(costs) / multiplyAdds, 12);
  });
});
