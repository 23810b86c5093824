import { describe, expect, it } from 'vitest';
import {
  apexHeight,
  chipSize,
  isUpright,
  layoutGraph,
  nodeSize,
  type Fit,
  type Strand,
} from '../../../src/app/figure/layout.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { operationIds } from '../../../src/space/micro/operations.ts';
import type { GraphDescription } from '../../../src/space/space.ts';

function normalCell(nodes: number, operations = 5): GraphDescription {
  const space = createMicroSpace({
    family: 'micro',
    nodes,
    operations: operationIds.slice(0, operations),
    channels: 8,
    stages: 2,
    cellsPerStage: 1,
    stem: 'patch2',
    imageSide: 14,
    classes: 10,
  });
  const [graph] = space.graphs;
  if (graph === undefined) throw new Error('a micro space has a normal cell');
  return graph;
}

const fits: readonly Fit[] = ['tall', 'compact', 'upright', 'upright-flat', 'large'];
const allSizes = [1, 2, 3, 4, 5].flatMap((nodes) => fits.map((fit) => [nodes, fit] as const));

describe('apexHeight', () => {
  it('is 40 + 35 (distance − 1) + 5.2 (operation − 2) in the four-node cell', () => {
    expect(apexHeight(40, 35, 1, 2, 5)).toBe(40);
    expect(apexHeight(40, 35, 3, 0, 5)).toBeCloseTo(40 + 70 - 10.4, 10);
    const { strands, axis } = layoutGraph(normalCell(4));
    const height = (strand: Strand): number => axis - nodeSize.breadth / 2 - strand.apex.y;
    const of = (from: number, to: number, operation: string): Strand | undefined =>
      strands.find(({ candidate: c }) => c.side === 0 && c.from === from && c.to === to && c.operation === operation);
    expect(height(of(1, 4, 'sep3') as Strand)).toBeCloseTo(40 + 35 * 2 - 10.4, 6);
    expect(height(of(0, 5, 'identity') as Strand)).toBeCloseTo(40 + 35 * 4 + 10.4, 6);
  });
});

describe('layoutGraph', () => {
  it('keeps the slots of the four-node cell 110 apart', () => {
    const { nodes, pitch } = layoutGraph(normalCell(4));
    expect(pitch).toBe(110);
    expect(nodes.map((node) => node.x)).toEqual([56, 166, 276, 386, 496, 606, 716]);
  });

  it.each(allSizes)('draws every candidate of %i nodes once (%s)', (nodes, fit) => {
    const graph = normalCell(nodes);
    const { strands } = layoutGraph(graph, fit);
    expect(strands.map((strand) => strand.candidate)).toEqual(graph.candidates);
    expect(new Set(strands.map((strand) => strand.path)).size).toBe(graph.candidates.length);
  });

  it.each(allSizes)('stays inside its own size with %i nodes (%s)', (nodes, fit) => {
    const layout = layoutGraph(normalCell(nodes), fit);
    for (const { apex } of layout.strands) {
      expect(apex.y - chipSize.height / 2).toBeGreaterThanOrEqual(0);
      expect(apex.y + chipSize.height / 2).toBeLessThanOrEqual(layout.height);
    }
    for (const { x } of layout.nodes) {
      expect(x).toBeGreaterThanOrEqual(nodeSize.length / 2);
      expect(x).toBeLessThanOrEqual(layout.width - nodeSize.length / 2);
    }
  });

  it.each(allSizes)('nests arcs at their ports, so that none cross at a node, with %i nodes (%s)', (nodes, fit) => {
    const { strands } = layoutGraph(normalCell(nodes), fit);
    for (const a of strands) {
      for (const b of strands) {
        if (a.candidate.to === b.candidate.to && a.candidate.from > b.candidate.from) expect(a.x1).toBeLessThan(b.x1);
        if (a.candidate.from === b.candidate.from && a.candidate.to < b.candidate.to)
          expect(a.x0).toBeGreaterThan(b.x0);
        if (a.candidate.from === b.candidate.to) expect(a.x0).toBeGreaterThan(b.x1);
      }
    }
  });

  it.each(allSizes)('keeps the chips of any child apart with %i nodes (%s)', (nodes, fit) => {
    const { strands } = layoutGraph(normalCell(nodes), fit);
    // Letters stay upright when the cell stands, so chips are turned against it.
    const [along, across] = isUpright(fit) ? [chipSize.height, chipSize.width] : [chipSize.width, chipSize.height];
    for (const a of strands) {
      for (const b of strands) {
        if (a.candidate.side !== b.candidate.side || a.candidate.to >= b.candidate.to) continue;
        const apart = Math.abs(a.apex.x - b.apex.x) >= along || Math.abs(a.apex.y - b.apex.y) >= across;
        expect(apart, `${a.path} and ${b.path}`).toBe(true);
      }
    }
  });

  it('draws one side only where a space has one', () => {
    const graph = normalCell(3);
    const upper = { ...graph, candidates: graph.candidates.filter((candidate) => candidate.side === 0) };
    const { axis, height } = layoutGraph(upper);
    expect(height - axis).toBeLessThan(axis / 2);
  });
});
