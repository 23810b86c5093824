import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../src/math/random.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { config, spaces } from './configs.ts';

const one = createMicroSpace(config({ nodes: 1, stages: 1 }));
const two = createMicroSpace(config({ nodes: 1 }));
const few = createMicroSpace(config({ nodes: 2, stages: 1, operations: ['sep3', 'max3'] }));

describe('the ENAS arc notation', () => {
  test('parse(print(a)) is a, in every space', () => {
    const stream = randomStream(7, 'uniform-sampling');
    for (const space of spaces()) {
      for (let draw = 0; draw < 20; draw++) {
        const child = space.sample(stream);
        expect(space.parse(space.print(child))).toEqual({ ok: true, architecture: child });
      }
    }
  });

  test('operations keep their ENAS index in spaces that leave some out', () => {
    expect(few.print([0, 0, 1, 1, 2, 1, 0, 0])).toBe('0 0 1 3 2 3 0 0');
    expect(few.parse('0 0 1 3 2 3 0 0')).toEqual({ ok: true, architecture: [0, 0, 1, 1, 2, 1, 0, 0] });
  });

  test.each([
    ['as printed', '0 1 1 4 | 1 2 0 3'],
    ['without a bar', '0 1 1 4 1 2 0 3'],
    ['on two lines', '0 1 1 4\n1 2 0 3\n'],
    ['with commas', '0,1,1,4|1,2,0,3'],
    ['as the logs print it', '[0 1 1 4]\r\n[1 2 0 3]'],
    ['with leading zeros and tabs', '  00\t1 1 4 |1 02 0 3  '],
  ])('is read %s', (_, text) => {
    expect(two.parse(text)).toEqual({ ok: true, architecture: [0, 1, 1, 4, 1, 2, 0, 3] });
  });

  test.each([
    [one, '', 0, 'ends after 0 of 4'],
    [one, '0 1 0', 5, 'ends after 3 of 4'],
    [one, '0 1 0 1 0', 8, 'longer than the 4 numbers'],
    [two, '0 1 0 1 | 0 1', 13, 'ends after 6 of 8'],
    [one, '0 1 2 1', 4, 'Node 2 of the normal cell reads one of the nodes 0 to 1, not 2.'],
    [two, '0 1 0 1 | 0 1 7 1', 14, 'Node 2 of the reduction cell'],
    [one, '0 1 0 5', 6, 'numbered 0 to 4; 5 (node 2 of the normal cell) is none'],
    [few, '0 0 1 3 2 1 0 0', 10, 'Operation 1 (sep 5×5) is not among'],
    [one, '0 -1 0 1', 2, '“-” does not belong'],
    [one, '0 1.0 0 1', 3, '“.” does not belong'],
    [one, '0 1 𝟘 1', 4, '“𝟘” does not belong'],
    [one, 'sep3', 0, '“s” does not belong'],
    [one, '0 1 0 1 |', 8, 'between two cells'],
    [two, '0 1 | 0 1 0 1 0 1', 4, 'between two cells, each of 4 numbers'],
    [two, '0 1 0 1 || 0 1 0 1', 9, 'between two cells'],
    [one, `0 1 0 ${'9'.repeat(400)}`, 6, 'is none'],
  ])('case %# is refused where it goes wrong', (space, text, position, reason) => {
    const result = space.parse(text);
    expect(result).toMatchObject({ ok: false, position });
    expect(result.ok ? '' : result.reason).toContain(reason);
  });

  test('whatever the text, parsing answers and never throws', () => {
    const stream = randomStream(7, 'mutation');
    const alphabet = ' 0123456789|,\n[]x-é';
    for (let draw = 0; draw < 2_000; draw++) {
      const text = Array.from({ length: stream.integer(24) }, () => alphabet[stream.integer(alphabet.length)]).join('');
      const result = two.parse(text);
      if (result.ok) expect(two.parse(two.print(result.architecture))).toEqual(result);
      else expect(result.position).toBeLessThanOrEqual(text.length);
    }
  });
});
