import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../../src/math/random.ts';
import { decode } from '../../../../src/space/macro/genotype.ts';
import { createMacroSpace } from '../../../../src/space/macro/macro.ts';
import { printArc } from '../../../../src/space/macro/notation.ts';
import { readPasted } from '../../../../src/space/notation/pasted.ts';
import { config } from './configs.ts';

const three = createMacroSpace(config({ layers: 3 }));
const few = createMacroSpace(config({ layers: 2, operations: ['sep3', 'max3'] }));

/** The 24-layer network of the ENAS repository, as in scripts/cifar10_macro_final.sh. */
const published = `fixed_arc="0"
fixed_arc="$fixed_arc 3 0"
fixed_arc="$fixed_arc 0 1 0"
fixed_arc="$fixed_arc 2 0 0 1"
fixed_arc="$fixed_arc 2 0 0 0 0"
fixed_arc="$fixed_arc 3 1 1 0 1 0"
fixed_arc="$fixed_arc 2 0 0 0 0 0 1"
fixed_arc="$fixed_arc 2 0 1 1 0 1 1 1"
fixed_arc="$fixed_arc 1 0 1 1 1 0 1 0 1"
fixed_arc="$fixed_arc 0 0 0 0 0 0 0 0 0 0"
fixed_arc="$fixed_arc 2 0 0 0 0 0 1 0 0 0 0"
fixed_arc="$fixed_arc 0 1 0 0 1 1 0 0 0 0 1 1"
fixed_arc="$fixed_arc 2 0 1 0 0 0 0 0 1 0 1 1 0"
fixed_arc="$fixed_arc 1 0 0 1 0 0 0 1 1 1 0 1 0 1"
fixed_arc="$fixed_arc 0 1 1 0 1 0 1 0 0 0 0 0 1 0 0"
fixed_arc="$fixed_arc 2 0 0 1 0 0 0 0 0 0 0 1 0 1 0 1"
fixed_arc="$fixed_arc 2 0 1 0 0 0 1 0 0 1 1 1 1 0 0 1 0"
fixed_arc="$fixed_arc 2 0 0 0 0 1 0 1 0 1 0 0 1 0 1 0 0 1"
fixed_arc="$fixed_arc 3 0 1 1 0 1 0 0 0 0 0 1 0 1 0 1 0 0 0"
fixed_arc="$fixed_arc 3 0 1 1 0 0 0 0 0 0 0 0 0 1 1 0 0 0 0 1"
fixed_arc="$fixed_arc 0 1 0 0 1 0 1 1 0 0 0 1 0 0 0 0 0 1 1 0 0"
fixed_arc="$fixed_arc 3 0 1 0 1 1 0 0 1 0 1 1 0 1 1 0 1 0 0 1 0 0"
fixed_arc="$fixed_arc 0 1 0 1 0 1 0 0 0 0 0 0 0 0 1 0 1 0 0 1 0 0 0"
fixed_arc="$fixed_arc 0 1 1 0 0 0 1 1 1 0 1 0 0 0 1 0 1 0 0 1 1 0 0 0"
`;

describe('the ENAS arc notation', () => {
  test('the published network is read from its script, and printed as the script passes it on', () => {
    const space = createMacroSpace(config({ layers: 24, operations: ['conv3', 'sep3', 'conv5', 'sep5'] }));
    const pasted = readPasted(published);
    const parsed = space.parse(pasted.kind === 'arc' ? pasted.arc : '');
    if (!parsed.ok) throw new Error(parsed.reason);
    const layers = decode(space.config, parsed.architecture);
    expect(layers.slice(0, 4)).toEqual([
      { operation: 'conv3', skips: [] },
      { operation: 'sep5', skips: [] },
      { operation: 'conv3', skips: [0] },
      { operation: 'conv5', skips: [2] },
    ]);
    expect(layers[8]).toEqual({ operation: 'sep3', skips: [1, 2, 3, 5, 7] });
    expect(layers[9]?.skips).toEqual([]);
    expect(layers[23]?.skips).toEqual([0, 1, 5, 6, 7, 9, 13, 15, 18, 19]);
    const arc = space.print(parsed.architecture);
    expect(arc.split(' ')).toHaveLength(24 + (24 * 23) / 2);
    expect(arc.replaceAll(' ', '')).toBe(published.replace(/\D/g, ''));
    const lines = printArc(space.config, parsed.architecture, '\n').split('\n');
    expect(lines).toHaveLength(24);
    expect(lines.map((line) => line.split(' ').length)).toEqual(Array.from({ length: 24 }, (_, layer) => layer + 1));
  });

  test('parse(print(a)) is a, on one line and on many', () => {
    const stream = randomStream(7, 'uniform-sampling');
    for (const layers of [1, 2, 3, 6, 12]) {
      for (const operations of [
        ['conv3', 'sep3', 'conv5', 'sep5', 'avg3', 'max3'],
        ['sep5', 'max3'],
        ['avg3'],
      ] as const) {
        const space = createMacroSpace(config({ layers, operations }));
        const architecture = space.sample(stream);
        expect(space.parse(space.print(architecture))).toEqual({ ok: true, architecture });
        expect(space.parse(printArc(space.config, architecture, '\n'))).toEqual({ ok: true, architecture });
      }
    }
  });

  test('operations keep their ENAS index in spaces that leave some out', () => {
    expect(few.print([0, 1, 1])).toBe('1 5 1');
    expect(few.parse('1 5 1')).toEqual({ ok: true, architecture: [0, 1, 1] });
  });

  test.each([
    ['on one line', '0 4 1 3 0 1'],
    ['on a line a layer', '0\n4 1\r\n3 0 1\n'],
    ['as the logs print it', '[0]\n[4 1]\n[3 0 1]'],
    ['with commas and bars', '0 | 4,1 | 3,0,1'],
    ['with leading zeros and tabs', '  00\t4 01 3 0 1 '],
  ])('is read %s', (_, text) => {
    expect(three.parse(text)).toEqual({ ok: true, architecture: [0, 4, 1, 3, 0, 1] });
  });

  test.each([
    [three, '', 0, 'ends after 0 of 6'],
    [three, '0 4 1 3 0', 9, 'ends after 5 of 6'],
    [three, '0 4 1 3 0 1 2', 12, 'longer than the 6 numbers'],
    [three, '0 4 2 3 0 1', 4, 'A skip is 0 or 1; that from the stem to layer 2 is 2.'],
    [three, '0 4 1 3 0 7', 10, 'from layer 1 to layer 3 is 7'],
    [three, '0 6 1 3 0 1', 2, 'numbered 0 to 5; 6 (layer 2) is none'],
    [few, '1 2 0', 2, 'Operation 2 (conv 5×5) is not among'],
    [three, '0 -1 0 1', 2, '“-” does not belong'],
    [three, '0 4.0', 3, '“.” does not belong'],
    [three, '0 𝟘', 2, '“𝟘” does not belong'],
    [three, 'conv3', 0, '“c” does not belong'],
    [three, 'fixed_arcs 0', 0, '“f” does not belong'],
    [three, `0 4 ${'9'.repeat(400)}`, 4, 'A skip is 0 or 1'],
  ])('case %# is refused where it goes wrong', (space, text, position, reason) => {
    const result = space.parse(text);
    expect(result).toMatchObject({ ok: false, position });
    expect(result.ok ? '' : result.reason).toContain(reason);
  });

  test('whatever the text, parsing answers and never throws', () => {
    const stream = randomStream(7, 'mutation');
    const alphabet = ' 0123456789|,\n[]x-é$"_fixed_arc=';
    for (let draw = 0; draw < 2_000; draw++) {
      const text = Array.from({ length: stream.integer(24) }, () => alphabet[stream.integer(alphabet.length)]).join('');
      const result = three.parse(text);
      if (result.ok) expect(three.parse(three.print(result.architecture))).toEqual(result);
      else expect(result.position).toBeLessThanOrEqual(text.length);
    }
  });
});
