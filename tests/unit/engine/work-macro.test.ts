import { expect, test } from 'vitest';
import { Convolution } from '../../../src/engine/layers/convolution.ts';
import { reductionWork } from '../../../src/engine/kernels/reduction.ts';
import { Separable } from '../../../src/engine/layers/separable.ts';
import { stemWork } from '../../../src/engine/kernels/stem.ts';
import { RandomStream } from '../../../src/math/random.ts';
import { decode, readAfter } from '../../../src/space/macro/genotype.ts';
import { planNetwork } from '../../../src/space/macro/network.ts';
import { operationFacts } from '../../../src/space/macro/operations.ts';
import { layerSpace } from '../policy/macro/layer-space.ts';

test("the engine's operations count the work that the space says a network has", () => {
  const batch = 3;
  const space = layerSpace(6);
  const random = new RandomStream(3, 0);
  const { stem, channels, layers, pools, head } = planNetwork(space.config);
  const mapsOf = (side: number) => ({ batch, height: side, width: side, channels });
  for (let draw = 0; draw < 10; draw++) {
    const child = space.sample(random);
    const genotype = decode(space.config, child);
    const inLayers = layers.map(({ index, side }) => {
      const maps = mapsOf(side);
      const dense = (size: number) => Convolution.work({ input: maps, channels, size, stride: 1, relu: true });
      const { kernel, kind } = operationFacts[genotype[index]?.operation ?? 'avg3'];
      const after = {
        dense: dense(kernel),
        separable: Separable.work(maps, kernel, { stacks: 1, stride: 1 }),
        pool: 0,
      };
      return dense(1) + after[kind];
    });
    const inPools = pools.map(
      ({ after, from }) => readAfter(genotype, after).length * reductionWork({ input: mapsOf(from), channels }),
    );
    const outside = stemWork({ imageSide: 14, batch, ...stem }) + batch * head.channels * head.classes;
    const total = [...inLayers, ...inPools].reduce((sum, one) => sum + one, outside);
    expect(total).toBe(batch * space.cost(child).multiplyAdds);
  }
});
