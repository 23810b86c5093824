import { describe, expect, test } from 'vitest';
import { nearestArc } from '../../../src/app/figure/arcs.ts';
import {
  addedBy,
  addsWords,
  candidateName,
  candidateNumbers,
  layersOf,
  skipDensity,
} from '../../../src/app/figure/macro/facts.ts';
import { layoutLayers } from '../../../src/app/figure/macro/layout.ts';
import { edgeProbability, evenMarginals } from '../../../src/app/figure/probabilities.ts';
import { createMacroSpace, type MacroSpace } from '../../../src/space/macro/macro.ts';
import { planNetwork } from '../../../src/space/macro/network.ts';
import { operationIds } from '../../../src/space/macro/operations.ts';
import type { CandidateEdge, GraphDescription } from '../../../src/space/space.ts';

const spaceOf = (layers: number): MacroSpace =>
  createMacroSpace({
    family: 'macro',
    layers,
    operations: operationIds,
    channels: 8,
    stem: 'conv3',
    imageSide: 14,
    classes: 10,
  });

const graphOf = (space: MacroSpace): GraphDescription => space.graphs[0] as GraphDescription;

describe.each([2, 3, 6, 12, 24])('the drawing of %i layers', (layers) => {
  const space = spaceOf(layers);
  const graph = graphOf(space);

  test.each(['tall', 'compact', 'upright'] as const)(
    '%s: an arc a skip, over the axis and within the drawing',
    (fit) => {
      const layout = layoutLayers(graph, planNetwork(space.config), fit);
      expect(layout.strands).toHaveLength((layers * (layers - 1)) / 2);
      for (const { index, apex, y, candidate } of layout.strands) {
        expect(graph.candidates[index]).toBe(candidate);
        expect(candidate.operation).toBe('skip');
        expect(apex.y).toBeLessThan(y);
        expect(apex.y).toBeGreaterThan(0);
        expect(apex.x).toBeLessThan(layout.width);
      }
      expect(layout.nodes.map(({ label }) => label)).toEqual([
        'stem',
        ...Array.from({ length: layers }, (_, layer) => String(layer + 1)),
        'out',
      ]);
      expect(layout.pitch).toBeGreaterThan(layout.nodeLength);
      expect(layout.nodeLength).toBeGreaterThan(layers > 12 ? 20 : 30);
    },
  );

  test('a crown is nearest to its own arc, so that each skip can be pointed at', () => {
    const { strands } = layoutLayers(graph, planNetwork(space.config));
    strands.forEach(({ apex }, at) => {
      const found = strands[nearestArc(strands, apex, 6) ?? -1];
      const wanted = strands[at];
      // Arcs of one length whose middles meet cannot both be nearest; none of another length may be.
      expect(found && found.candidate.to - found.candidate.from).toBe(
        wanted && wanted.candidate.to - wanted.candidate.from,
      );
    });
  });
});

test('pools stand after the layers that they follow, between maps of two sizes', () => {
  const space = spaceOf(6);
  const layout = layoutLayers(graphOf(space), planNetwork(space.config));
  const x = (node: number): number => layout.nodes[node]?.x ?? 0;
  expect(layout.stretches.map(({ side }) => side)).toEqual([14, 7, 4]);
  expect(layout.pools).toEqual([(x(2) + x(3)) / 2, (x(4) + x(5)) / 2]);
  expect(layout.stretches.map(({ from, to }) => from < to)).toEqual([true, true, true]);
  expect(layout.stretches[0]?.to).toBe(layout.stretches[1]?.from);
});

describe('words and numbers of a network', () => {
  const space = spaceOf(3);
  const layers = layersOf(space.decisions);
  const child = [1, 4, 1, 0, 1, 1];
  const marginals = evenMarginals(space.decisions);

  test('what each layer adds', () => {
    expect(layers.map((layer) => addedBy(layer, child))).toEqual([[], [0], [0, 1]]);
    expect(layers.map((layer) => addsWords(addedBy(layer, child)))).toEqual([
      'adds nothing',
      'adds the stem',
      'adds the stem and layer 1',
    ]);
    expect(addsWords([0, 2, 3])).toBe('adds the stem, layer 2 and layer 3');
  });

  test('the density of skips, in the child and in the policy', () => {
    expect(skipDensity(layers, child, marginals)).toEqual({ taken: 3, possible: 3, policy: 0.5 });
    expect(skipDensity(layers, null, marginals).taken).toBeNull();
    const drawn = marginals.map((row, decision) => (space.decisions[decision]?.kind === 'skip' ? [0.7, 0.3] : row));
    expect(skipDensity(layers, [0, 0, 0, 0, 1, 0], drawn).policy).toBeCloseTo(0.3, 12);
    expect(skipDensity(layersOf(spaceOf(2).decisions.slice(0, 1)), [0], [[1]])).toEqual({
      taken: 0,
      possible: 0,
      policy: 0,
    });
  });

  test('a candidate by its name and numbers', () => {
    const [operation, skip] = [graphOf(space).candidates[1], graphOf(space).candidates.at(-1)];
    if (operation === undefined || skip === undefined) throw new Error('No candidates.');
    expect(candidateName(operation)).toBe('layer 1: sep 3×3 on the stem');
    expect(candidateName(skip)).toBe('layer 3 adds layer 1');
    // 1×1: 64 + 16; depthwise 72, pointwise 64, batch-norm 16.
    const facts = (candidate: CandidateEdge) => ({ probability: edgeProbability(candidate, marginals), steps: 100 });
    expect(candidateNumbers(operation, space.config, { ...facts(operation), value: 'probability', uses: 12 })).toBe(
      'p = .17 · trained in 12 of 100 steps · 232 weights',
    );
    expect(candidateNumbers(skip, space.config, { ...facts(skip), value: 'share', uses: null })).toBe('share .50');
    expect(candidateNumbers(skip, space.config, { ...facts(skip), value: 'share', uses: 3 })).toBe(
      'share .50 · taken in 3 of 100 steps',
    );
  });
});
