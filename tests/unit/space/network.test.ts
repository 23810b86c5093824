import { describe, expect, test } from 'vitest';
import { planNetwork } from '../../../src/space/micro/network.ts';
import { config } from './configs.ts';

describe('the plan of the network', () => {
  test('N-R-N on odd maps: 7×7 is reduced to 4×4', () => {
    expect(planNetwork(config())).toEqual({
      stem: { kind: 'patch2', kernel: 2, stride: 2, side: 7, channels: 24 },
      cells: [
        {
          index: 0,
          kind: 'normal',
          side: 7,
          channels: 8,
          inputs: [
            { source: 'stem', side: 7, channels: 24, adapter: 'calibrate' },
            { source: 'stem', side: 7, channels: 24, adapter: 'calibrate' },
          ],
        },
        {
          index: 1,
          kind: 'reduction',
          side: 4,
          channels: 16,
          inputs: [
            { source: 'stem', side: 7, channels: 24, adapter: 'reduce' },
            { source: 0, side: 7, channels: 8, adapter: 'reduce' },
          ],
        },
        {
          index: 2,
          kind: 'normal',
          side: 4,
          channels: 16,
          inputs: [
            { source: 0, side: 7, channels: 8, adapter: 'reduce' },
            { source: 1, side: 4, channels: 16, adapter: 'none' },
          ],
        },
      ],
      head: { side: 4, channels: 16, classes: 10 },
    });
  });

  test.each([
    ['conv3', 28, 28],
    ['patch2', 7, 4],
    ['patch4', 14, 4],
    ['patch4', 7, 2],
  ] as const)('stem %s on %i pixels a side makes %i, with 3C channels', (stem, imageSide, side) => {
    expect(planNetwork(config({ stem, imageSide })).stem).toMatchObject({ side, channels: 24 });
  });

  test('stages are runs of normal cells with one reduction cell between them', () => {
    const kinds = (stages: number, cellsPerStage: number) =>
      planNetwork(config({ stages, cellsPerStage }))
        .cells.map((cell) => (cell.kind === 'normal' ? 'N' : 'R'))
        .join('');
    expect(kinds(1, 3)).toBe('NNN');
    expect(kinds(2, 1)).toBe('NRN');
    expect(kinds(3, 2)).toBe('NNRNNRNN');
  });

  test('only the first two cells read the stem, and later ones need no adapter within a stage', () => {
    const { cells } = planNetwork(config({ stages: 1, cellsPerStage: 3 }));
    expect(cells.map((cell) => cell.inputs.map((input) => `${input.source} ${input.adapter}`))).toEqual([
      ['stem calibrate', 'stem calibrate'],
      ['stem calibrate', '0 none'],
      ['0 none', '1 none'],
    ]);
  });

  test('a 1×1 map is not reduced any further, but its channels still double', () => {
    const { cells } = planNetwork(config({ stages: 3, imageSide: 7, stem: 'patch4' }));
    expect(cells.map((cell) => [cell.side, cell.channels])).toEqual([
      [2, 8],
      [1, 16],
      [1, 16],
      [1, 32],
      [1, 32],
    ]);
    expect(cells[3]?.inputs.map((input) => input.adapter)).toEqual(['calibrate', 'calibrate']);
  });
});
