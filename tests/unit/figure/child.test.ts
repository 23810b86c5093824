import { describe, expect, it } from 'vitest';
import { edgeWeights, weightsWords } from '../../../src/app/figure/micro/edge-weights.ts';
import { layoutLanes } from '../../../src/app/figure/cells/lanes.ts';
import { layoutGraph, nodeSize } from '../../../src/app/figure/layout.ts';
import { operationLook } from '../../../src/app/figure/operations.ts';
import { chosenCandidates, edgeProbability, evenMarginals, termsOf } from '../../../src/app/figure/probabilities.ts';
import { layoutThumbnail } from '../../../src/app/figure/thumbnail-layout.ts';
import { edgeName, edgeNumbers } from '../../../src/app/figure/words.ts';
import { randomStream } from '../../../src/math/random.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { planNetwork } from '../../../src/space/micro/network.ts';
import { operationIds } from '../../../src/space/micro/operations.ts';
import { parameterSpecs } from '../../../src/space/micro/parameters.ts';
import { size } from '../../../src/space/parameters.ts';
import type { GraphDescription } from '../../../src/space/space.ts';

const config: MicroConfig = {
  family: 'micro',
  nodes: 3,
  operations: operationIds,
  channels: 8,
  stages: 2,
  cellsPerStage: 2,
  stem: 'patch2',
  imageSide: 14,
  classes: 10,
};
const space = createMicroSpace(config);
const [normal] = space.graphs as readonly [GraphDescription, GraphDescription];

describe('chosenCandidates', () => {
  it('finds the edges that the space itself describes, by node and side', () => {
    const random = randomStream(3, 'mutation');
    for (let draw = 0; draw < 20; draw++) {
      const child = space.sample(random);
      space.graphs.forEach((graph, index) => {
        const edges = chosenCandidates(graph, child).map((candidate) => graph.candidates[candidate]);
        expect(edges).toEqual(space.describe(child)[index]?.edges);
      });
    }
    expect(chosenCandidates(normal, null)).toEqual([]);
  });
});

describe('probabilities', () => {
  it('of all candidates into one term add up to 1', () => {
    const even = evenMarginals(space.decisions);
    for (const term of termsOf(space, 0)) {
      const into = normal.candidates.filter((edge) => edge.to === term.node && edge.side === term.side);
      expect(into.reduce((sum, edge) => sum + edgeProbability(edge, even).product, 0)).toBeCloseTo(1, 12);
    }
  });

  it('belong to two decisions a term', () => {
    const terms = termsOf(space, 1);
    expect(terms.map(({ node, side }) => `${node}${side}`)).toEqual(['20', '21', '30', '31', '40', '41']);
    for (const { decisions } of terms) {
      expect(decisions.map((index) => space.decisions[index]?.kind)).toEqual(['input', 'operation']);
      expect(decisions.every((index) => space.decisions[index]?.graph === 1)).toBe(true);
    }
  });
});

describe('edgeWeights', () => {
  it('counts what the shared tensors of the edge hold', () => {
    const network = planNetwork(config);
    const layers = network.cells.filter((cell) => cell.kind === 'normal').map((cell) => cell.index);
    const prefixes = layers.map((layer) => `layer${layer}/block1/x/input2/sep5/`);
    const held = parameterSpecs(config)
      .filter(({ key }) => prefixes.some((prefix) => key.startsWith(prefix)))
      .reduce((sum, { shape }) => sum + size(shape), 0);
    expect(held).toBeGreaterThan(0);
    expect(edgeWeights(network, 'normal', 'sep5')).toEqual({ weights: held, cells: 4 });
    expect(edgeWeights(network, 'reduction', 'max3')).toEqual({ weights: 0, cells: 1 });
  });

  it('is 304 for a 3×3 at 8 channels in one cell', () => {
    const network = planNetwork({ ...config, stages: 1, cellsPerStage: 1 });
    expect(edgeWeights(network, 'normal', 'sep3')).toEqual({ weights: 304, cells: 1 });
  });
});

describe('layoutLanes', () => {
  const layout = layoutGraph(normal);

  it('lays lanes of one width side by side, symmetric about the axis and no broader than a node', () => {
    for (const loose of [[4], [3, 4], [1, 3, 4], [0, 1, 2, 3, 4]]) {
      const lanes = layoutLanes(layout, loose);
      expect(lanes.map((lane) => lane.node)).toEqual(loose);
      expect(lanes.reduce((sum, lane) => sum + lane.offset, 0)).toBeCloseTo(0, 10);
      lanes.slice(1).forEach((lane, index) => {
        expect(lane.offset - (lanes[index]?.offset ?? 0)).toBeGreaterThan(lane.width);
      });
      const breadth = (lanes.at(-1)?.offset ?? 0) * 2 + (lanes[0]?.width ?? 0);
      expect(breadth).toBeLessThanOrEqual(nodeSize.breadth);
    }
  });

  it('draws none without loose ends', () => {
    expect(layoutLanes(layout, [])).toEqual([]);
  });
});

describe('layoutThumbnail', () => {
  it('keeps every arc of the child inside 64 × 44', () => {
    const child = space.sample(randomStream(5, 'mutation'));
    const { arcs, dots } = layoutThumbnail(normal, chosenCandidates(normal, child));
    expect(arcs).toHaveLength(6);
    expect(dots).toEqual([5, 18.5, 32, 45.5, 59]);
    for (const { path } of arcs) {
      const control = Number(/C\S+ (\S+)/.exec(path)?.[1]);
      expect(Math.abs((control - 22) * 0.75)).toBeLessThanOrEqual(20);
    }
  });
});

describe('words', () => {
  const edge = { from: 1, to: 4, side: 0, operation: 'sep3' } as const;
  const when = [
    { decision: 0, choice: 0 },
    { decision: 1, choice: 0 },
  ];
  const candidate = { ...edge, when };

  it('say which edge, how likely, how trained and how large', () => {
    expect(edgeName(candidate, normal)).toBe('1 → 4, side A, sep 3×3');
    const facts = { probability: { factors: [0.56, 0.53], product: 0.2968 }, steps: 1500, uses: 214 };
    const weights = weightsWords({ weights: 304, cells: 1 });
    expect(edgeNumbers({ ...facts, value: 'probability' }, [weights])).toBe(
      'p = .56 × .53 = .30 · trained in 214 of 1\u2009500 steps · 304 weights',
    );
    expect(edgeNumbers({ ...facts, value: 'probability', uses: null })).toBe('p = .56 × .53 = .30');
    expect(edgeNumbers({ ...facts, value: 'share', uses: 0, steps: 9 }, ['no weights'])).toBe(
      'share .56 × .53 = .30 · trained in 0 of 9 steps · no weights',
    );
  });

  it('give one number where one factor decides it, and every factor where more do', () => {
    const numbers = (...factors: number[]): string =>
      edgeNumbers({
        value: 'probability',
        probability: { factors, product: factors.reduce((product, factor) => product * factor, 1) },
        uses: null,
        steps: 0,
      });
    expect(numbers(0.25)).toBe('p = .25');
    expect(numbers(0.25, 1)).toBe('p = .25');
    expect(numbers(1, 0.25)).toBe('p = 1.00 × .25 = .25');
    expect(numbers(0.5, 0.5, 0.4)).toBe('p = .50 × .50 × .40 = .10');
  });

  it('say what an edge owns', () => {
    expect(weightsWords({ weights: 1216, cells: 4 })).toBe('1\u2009216 weights in 4 cells');
    expect(weightsWords({ weights: 0, cells: 2 })).toBe('no weights');
  });

  it('refuse an operation that cannot be drawn', () => {
    expect(() => operationLook('conv9')).toThrow(RangeError);
  });
});
