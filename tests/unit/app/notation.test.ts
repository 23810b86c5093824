import { describe, expect, test } from 'vitest';
import { nextWords, numberAt, rowsOf } from '../../../src/app/notation/numbers.ts';
import { createMacroSpace } from '../../../src/space/macro/macro.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import type { Space } from '../../../src/space/space.ts';
import { config } from '../space/configs.ts';
import { config as layers } from '../space/macro/configs.ts';

const cells = createMicroSpace(config({ nodes: 1 }));
const few = createMicroSpace(config({ nodes: 1, stages: 1, operations: ['sep3', 'max3'] }));
const network = createMacroSpace(layers({ layers: 3 }));

function read(space: Space, arc: string) {
  const result = space.parse(arc);
  return rowsOf({ space, arc, choices: result.ok ? result.architecture : result.read });
}

describe('the numbers of a notation', () => {
  test('a whole one: every number says its part, by graph and place', () => {
    const [normal, reduction] = read(cells, '0 1 1 4 | 1 2 0 3');
    expect(normal?.map(({ where, node }) => [where, node])).toEqual([
      ['node 2, side A', 2],
      ['node 2, side B', 2],
    ]);
    expect(reduction?.flatMap(({ numbers }) => numbers.map(({ digits, what }) => [digits, what]))).toEqual([
      ['1', 'reading node 1'],
      ['2', 'avg 3×3'],
      ['0', 'reading node 0'],
      ['3', 'max 3×3'],
    ]);
  });

  test('one that is begun keeps the places of what is missing, and says what can come next', () => {
    const rows = read(few, '0 3 1');
    expect(rows[0]?.map(({ numbers }) => numbers.map(({ digits }) => digits))).toEqual([
      ['0', '3'],
      ['1', null],
    ]);
    // Operations keep their number among all, also where some are left out.
    expect(nextWords(few, 3)).toBe('node 2, side B: 0 sep 3×3, 3 max 3×3');
    expect(nextWords(few, 4)).toBe('');
  });

  test('what comes before a fault is read', () => {
    expect(few.parse('0 3 7 0')).toMatchObject({ ok: false, read: [0, 1] });
  });

  test('a skip that is not taken draws nothing', () => {
    const [rows] = read(network, '0 1 1 2 0 1');
    expect(rows?.at(-1)?.numbers.map(({ what, drawn }) => [what, drawn])).toEqual([
      ['conv 5×5', true],
      ['not adding the stem', false],
      ['adding layer 1', true],
    ]);
  });

  test('a place in the text belongs to the number that it touches or follows', () => {
    const rows = read(few, ' 0 3 1 0');
    expect([0, 1, 2, 3, 8].map((position) => numberAt(rows, position)?.decision ?? null)).toEqual([null, 0, 0, 1, 3]);
  });
});
