import { expect, test } from 'vitest';
import { reductionMaps, reductionWork } from '../../../src/engine/kernels/reduction.ts';
import { pointwiseWork } from '../../../src/engine/kernels/pointwise.ts';
import { Separable } from '../../../src/engine/layers/separable.ts';
import { stemMaps, stemWork } from '../../../src/engine/kernels/stem.ts';
import { RandomStream } from '../../../src/math/random.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { decode, genotypeOf } from '../../../src/space/micro/genotype.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { planNetwork } from '../../../src/space/micro/network.ts';
import { operationFacts } from '../../../src/space/micro/operations.ts';

const config: MicroConfig = {
  family: 'micro',
  nodes: 3,
  operations: ['sep3', 'sep5', 'avg3', 'max3', 'identity'],
  channels: 8,
  stages: 2,
  cellsPerStage: 2,
  stem: 'patch2',
  imageSide: 14,
  classes: 10,
};

test("the engine's operations count the work that the space says a child has", () => {
  const batch = 3;
  const space = createMicroSpace(config);
  const child = space.sample(new RandomStream(3, 0));
  const genotypes = decode(config, child);
  const { stem, cells, head } = planNetwork(config);
  const work = cells.map((cell) => {
    const maps = { batch, height: cell.side, width: cell.side, channels: cell.channels };
    const adapters = cell.inputs.map(({ adapter, side, channels }) => {
      if (adapter === 'none') return 0;
      const input = { ...maps, height: side, width: side, channels };
      return adapter === 'reduce' ? reductionWork({ input, channels: cell.channels }) : pointwiseWork(maps, channels);
    });
    const { blocks, looseEnds } = genotypeOf(genotypes, cell.kind);
    const terms = blocks.flat().map(({ operation }) => {
      const { separable, kernel } = operationFacts[operation];
      return separable ? Separable.work(maps, kernel) : 0;
    });
    return [...adapters, ...terms, looseEnds.length * pointwiseWork(maps, maps.channels)];
  });
  const stemShape = { imageSide: config.imageSide, batch, ...stem };
  const outside = stemWork(stemShape) + batch * head.channels * head.classes;
  const total = work.flat().reduce((sum, one) => sum + one, outside);
  expect(total).toBe(batch * space.cost(child).multiplyAdds);
  expect(stemMaps(stemShape).height).toBe(stem.side);
  expect(reductionMaps({ input: { batch, height: 7, width: 5, channels: 4 }, channels: 8 })).toMatchObject({
    height: 4,
    width: 3,
  });
});
