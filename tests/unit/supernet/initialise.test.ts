import { expect, test } from 'vitest';
import { childKeys, parameterSpecs } from '../../../src/space/micro/parameters.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { initialise } from '../../../src/supernet/initialise.ts';
import { byKey, Layout } from '../../../src/supernet/reference/layout.ts';
import { RandomStream } from '../../../src/math/random.ts';

const config: MicroConfig = {
  family: 'micro',
  nodes: 2,
  operations: ['sep3', 'sep5', 'identity'],
  channels: 8,
  stages: 2,
  cellsPerStage: 1,
  stem: 'patch2',
  imageSide: 14,
  classes: 10,
};
const specs = parameterSpecs(config);
const all = new Set(specs.map(({ key }) => key));
const initial = byKey(new Layout(specs).slots, initialise(specs, all, 3));

test('a key starts the same whichever child it is made for', () => {
  const space = createMicroSpace(config);
  const random = new RandomStream(9, 0);
  for (let child = 0; child < 5; child++) {
    const keys = new Set(childKeys(config, space.sample(random)));
    const layout = new Layout(specs.filter(({ key }) => keys.has(key)));
    for (const [key, tensor] of byKey(layout.slots, initialise(specs, keys, 3))) {
      expect(tensor).toEqual(initial.get(key));
    }
  }
});

test('no two keys start alike, and another seed starts elsewhere', () => {
  const firsts = [...initial.values()]
    .map(({ values }) => values[0] ?? 0)
    .filter((value) => value !== 0 && value !== 1);
  expect(new Set(firsts).size).toBe(firsts.length);
  expect(initialise(specs, new Set(['stem/weights']), 4)).not.toEqual(initial.get('stem/weights')?.values);
});

test('convolutions have the deviation that He et al. derive, batch-norm starts as no change', () => {
  const pointwise = specs.filter(({ key }) => key.startsWith('layer0') && key.endsWith('pointwise'));
  const values = pointwise.flatMap(({ key }) => [...(initial.get(key)?.values ?? [])]);
  const meanSquare = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expect(meanSquare / (2 / 8)).toBeCloseTo(1, 1);
  expect(initial.get('stem/scale')?.values.every((value) => value === 1)).toBe(true);
  expect(initial.get('stem/offset')?.values.every((value) => value === 0)).toBe(true);
});
