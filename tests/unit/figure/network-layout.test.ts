import { describe, expect, it } from 'vitest';
import { layoutNetwork } from '../../../src/app/figure/micro/network-layout.ts';
import { planNetwork } from '../../../src/space/micro/network.ts';

const plan = (stages: number, cellsPerStage: number) =>
  planNetwork({
    family: 'micro',
    nodes: 3,
    operations: ['sep3'],
    channels: 8,
    stages,
    cellsPerStage,
    stem: 'patch2',
    imageSide: 14,
    classes: 10,
  });

describe('layoutNetwork', () => {
  it('stands stem, cells and head in order, with their shapes', () => {
    const { blocks, upright } = layoutNetwork(plan(2, 1), 725);
    expect(upright).toBe(false);
    expect(blocks.map((block) => block.kind)).toEqual(['stem', 'normal', 'reduction', 'normal', 'head']);
    expect(blocks.map((block) => block.shape)).toEqual([[7, 7, 24], [7, 7, 8], [4, 4, 16], [4, 4, 16], [10]]);
  });

  it('joins every cell with both its inputs and the last with the head', () => {
    const network = plan(3, 3);
    const { connections } = layoutNetwork(network, 725);
    expect(connections).toHaveLength(2 * network.cells.length + 1);
    expect(connections.filter((connection) => connection.path.includes('C'))).toHaveLength(network.cells.length);
    expect(connections.map((connection) => connection.adapter)).toEqual([
      ...network.cells.flatMap((cell) => cell.inputs.map((input) => input.adapter)),
      'none',
    ]);
  });

  it.each([330, 350, 500, 725, 1000])('never lets blocks touch or leave %i pixels', (available) => {
    for (const [stages, cells] of [
      [1, 1],
      [2, 1],
      [3, 3],
    ] as const) {
      const { blocks, box, width, upright } = layoutNetwork(plan(stages, cells), available);
      if (!upright) expect(width).toBe(available);
      expect((blocks[0]?.x ?? 0) - box / 2).toBeGreaterThan(0);
      expect((blocks.at(-1)?.x ?? 0) + box / 2).toBeLessThan(width);
      blocks.slice(1).forEach((block, index) => {
        expect(block.x - (blocks[index]?.x ?? 0)).toBeGreaterThan(box + 12);
      });
    }
  });
});
