import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { marks, papers } from '../../../scripts/inspect/marks.ts';
import { readOrder } from '../../../scripts/inspect/order.ts';
import { picture } from '../../../scripts/inspect/picture.ts';
import { readChild } from '../../../scripts/inspect/read.ts';
import { operationLook } from '../../../src/app/figure/operations.ts';
import { operationIds as layerOperationIds } from '../../../src/space/macro/operations.ts';
import { operationIds } from '../../../src/space/micro/operations.ts';
import { macroArc, microArc, recurrentArc } from './arcs.ts';

function drawn(notation: string): string {
  const order = readOrder([notation]);
  if (order === 'help') throw new Error('This asks for help.');
  return picture(readChild(order));
}

const count = (text: string, part: string): number => text.split(part).length - 1;

test('a picture has every node and edge of the child, and says what it is', () => {
  const svg = drawn(microArc);
  // Two cells of two inputs, five nodes and an output; ten edges each, and a key of five operations.
  expect(count(svg, 'class="box"')).toBe(16);
  expect(count(svg, 'class="head"')).toBe(20);
  expect(count(svg, 'class="chip')).toBe(25);
  expect(count(svg, 'class="lane"')).toBe(9);
  expect(svg).toContain('role="img" aria-labelledby="title desc"');
  expect(svg).toContain('<title id="title">ENAS micro cells: normal cell and reduction cell</title>');
  expect(svg).toContain(`<desc id="desc">${microArc}</desc>`);
  expect(svg).not.toContain('prefers-color-scheme');
});

test('every operation of every space has a mark', () => {
  for (const notation of [macroArc, recurrentArc]) expect(drawn(notation)).not.toMatch(/undefined|NaN/);
  expect(count(drawn(macroArc), 'class="chip')).toBe(24 + 4);
});

describe('marks are those of the page', () => {
  const styles = ['styles/tokens.css', 'figure/operations.css']
    .map((file) => readFileSync(new URL(`../../../src/app/${file}`, import.meta.url), 'utf8'))
    .join('\n');
  const pair = (name: string): string[] => {
    const [, light = '', dark = ''] = new RegExp(`--${name}: light-dark\\((.+?), (.+?)\\);`).exec(styles) ?? [];
    if (light !== '') return [light, dark];
    const [, both = ''] = new RegExp(`--${name}: (#\\w+);`).exec(styles) ?? [];
    return [both, both];
  };

  test.each([...new Set([...operationIds, ...layerOperationIds])])('%s', (id) => {
    const [, rule = ''] = new RegExp(`\\.op-${id} \\{(.+?)\\}`, 's').exec(styles) ?? [];
    const [, colour = ''] = /--c: var\(--(.+?)\)/.exec(rule) ?? [];
    const mark = marks[id];
    expect([mark?.light.line, mark?.dark.line]).toEqual(pair(colour));
    expect([mark?.light.text, mark?.dark.text]).toEqual(pair(`on-${colour}`));
    expect(mark?.dash).toBe(/--dash: (.+?);/.exec(rule)?.[1]);
    const { label, letters } = operationLook(id);
    expect(mark).toMatchObject({ label, letters });
  });

  test('paper and ink', () => {
    for (const [name, token] of [
      ['paper', 'paper'],
      ['sunk', 'sunk'],
      ['ink', 'ink'],
      ['quiet', 'ink-2'],
    ] as const) {
      expect([papers.light[name], papers.dark[name]]).toEqual(pair(token));
    }
  });
});
