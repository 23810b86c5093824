import { describe, expect, test } from 'vitest';
import { readOrder } from '../../../scripts/inspect/order.ts';
import { NotationError, readChild } from '../../../scripts/inspect/read.ts';
import { jsonReport, textReport } from '../../../scripts/inspect/report.ts';
import { randomStream } from '../../../src/math/random.ts';
import { size } from '../../../src/space/parameters.ts';
import { macroArc, microArc, recurrentArc } from './arcs.ts';

function inspect(notation: string, ...options: string[]) {
  const order = readOrder([notation, ...options]);
  if (order === 'help') throw new Error('This asks for help.');
  return readChild(order);
}

const json = (notation: string, ...options: string[]): unknown => JSON.parse(jsonReport(inspect(notation, ...options)));

describe('the published arcs (methods/enas 9.16)', () => {
  test('micro: loose ends {2,3,4,5,6} and {2,4,5,6}, both counts', () => {
    expect(json(microArc)).toMatchObject({
      space: 'micro',
      canonical: microArc,
      looseEnds: [
        [2, 3, 4, 5, 6],
        [2, 4, 5, 6],
      ],
      // (5·2 · 5·3 · … · 5·6)⁴ decision strings; (5·5!)⁴ in the paper.
      count: { exact: ((10n * 15n * 20n * 25n * 30n) ** 4n).toString(), published: (600n ** 4n).toString() },
    });
  });

  test('micro: separated by a bar, a line, brackets or nothing, it is the same child', () => {
    const [normal = '', reduction = ''] = microArc.split(' | ');
    const others = [`${normal} ${reduction}`, `${normal}\n${reduction}`, `[${normal}]\n[${reduction}]`];
    for (const text of others) expect(json(text)).toEqual(json(microArc));
  });

  test('recurrent: 12 nodes', () => {
    expect(json(recurrentArc)).toMatchObject({
      space: 'recurrent',
      canonical: recurrentArc,
      looseEnds: [[3, 4, 7, 9, 10, 11]],
      count: { exact: '669692775628800', published: '8036313307545600' },
    });
  });

  test('macro: 24 layers, on lines or on one', () => {
    const report = json(macroArc) as { layers: { layer: number; operation: string; skips: number[] }[] };
    expect(report).toEqual(json(macroArc.replaceAll('\n', ' ')));
    expect(report).toMatchObject({
      space: 'macro',
      canonical: macroArc.replaceAll('\n', ' '),
      count: { exact: (6n ** 24n * 2n ** 276n).toString() },
    });
    expect(report.layers).toHaveLength(24);
    expect(report.layers[5]).toEqual({ layer: 6, operation: 'sep5', skips: [0, 1, 3] });
  });
});

test('the answer has these fields, in this order', () => {
  expect(Object.keys(json(microArc) as object)).toEqual([
    'space',
    'canonical',
    'cells',
    'looseEnds',
    'parameters',
    'multiplyAdds',
    'count',
  ]);
  expect(json('0 1 0 1 | 1 4 0 2')).toMatchObject({
    cells: [
      {
        id: 'normal',
        blocks: [
          {
            node: 2,
            terms: [
              { input: 0, operation: 'sep5' },
              { input: 0, operation: 'sep5' },
            ],
          },
        ],
      },
      {
        id: 'reduction',
        blocks: [
          {
            node: 2,
            terms: [
              { input: 1, operation: 'identity' },
              { input: 0, operation: 'avg3' },
            ],
          },
        ],
      },
    ],
    looseEnds: [[1, 2], [2]],
  });
});

test('parameters are the numbers in the tensors of the child, in every space', () => {
  for (const notation of [microArc, macroArc, recurrentArc]) {
    const { space, architecture } = inspect(notation);
    const keys = new Set(space.childKeys(architecture));
    const numbers = space.parameters().reduce((sum, { key, shape }) => sum + (keys.has(key) ? size(shape) : 0), 0);
    expect(json(notation)).toMatchObject({ parameters: numbers, multiplyAdds: space.cost(architecture).multiplyAdds });
  }
});

test('the network options reach the network', () => {
  const { space } = inspect(microArc, '--layers=6', '--channels=20', '--image=32x32', '--classes=7', '--stem=conv3');
  expect(space.config).toMatchObject({
    stages: 3,
    cellsPerStage: 2,
    channels: 20,
    imageSide: 32,
    classes: 7,
    stem: 'conv3',
  });
  expect(inspect(recurrentArc, '--channels=100', '--classes=50').space.config).toMatchObject({
    width: 100,
    vocabulary: 50,
  });
});

test('what a space prints is read back as the same child of that space', () => {
  const random = randomStream(5, 'uniform-sampling');
  for (const notation of [microArc, macroArc, recurrentArc]) {
    const { space } = inspect(notation);
    for (let i = 0; i < 5; i++) {
      const architecture = space.sample(random);
      expect(inspect(space.print(architecture), `--space=${space.id}`).architecture).toEqual(architecture);
    }
  }
});

describe('what cannot be read', () => {
  test.each([
    ['an operation that there is not', '0 1 0 9 0 1 0 1', [], 6, /^Operations are numbered 0 to 4; 9/],
    ['a node that comes later', '0 1 2 1 | 0 1 0 1', [], 4, /^Node 2 of the normal cell reads/],
    ['a letter', '0 1 x 1 | 0 1 0 1', [], 4, /does not belong/],
    ['a recurrent node that reads a later one', '0 0 1 2 1', ['--space=recurrent'], 6, /^Node 2 reads/],
    ['a skip of two', '0 1 2', ['--space=macro'], 4, /^A skip is 0 or 1/],
    ['an end too soon', '0 1 0 1 0 1', ['--space=micro'], 11, /ends after 6 of 8/],
  ])('%s', (_, notation, options, position, reason) => {
    const read = () => inspect(notation, ...options);
    expect(read).toThrow(NotationError);
    expect(read).toThrow(expect.objectContaining({ position, message: expect.stringMatching(reason) as string }));
  });

  test.each([
    ['more than one space', '0 0 1', [], /say --space macro or --space recurrent/],
    ['no space at all', '0 0', [], /^No notation has 2 numbers/],
    ['an image of colours', microArc, ['--image=32x32x3'], /square grey images/],
    ['an image that is not square', microArc, ['--image=28x14'], /square grey images/],
    ['layers that make no equal stages', microArc, ['--layers=5'], /multiple of 2 or 3/],
    ['pixels for characters', recurrentArc, ['--image=28x28'], /--image does not go with it/],
    ['an odd width of a macro network', macroArc, ['--channels=7'], /channels must be even/],
    ['no notation', '', [], /holds no number of a notation/],
    ['an unknown option', microArc, ['--colour'], /^Unknown option '--colour'; --help/],
    ['an unknown space', microArc, ['--space=darts'], /must be one of micro, macro, recurrent/],
  ])('%s', (_, notation, options, sentence) => {
    expect(() => inspect(notation, ...options)).toThrow(sentence);
  });
});

test('eight numbers are read as two cells, and the text says that they may be one', () => {
  const child = inspect('0 1 0 1 0 1 0 1');
  expect(child.space.config).toMatchObject({ nodes: 1, stages: 2 });
  expect(textReport(child)).toContain('read as two cells of 1 node each; it could also be one cell of 2 nodes');
});
