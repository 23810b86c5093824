import { expect, test } from 'vitest';
import { microController } from '../../../src/policy/lstm/micro/controller.ts';
import { microLayout } from '../../../src/policy/lstm/micro/layout.ts';
import { cellSpace } from './cell-space.ts';

const five = ['sep3', 'sep5', 'avg3', 'max3', 'identity'];
const shaping = {
  hiddenUnits: 8,
  temperature: 1,
  tanhConstant: 2.5,
  operationTanhReduction: 1,
  convolutionBias: false,
};

test('reads cells, nodes and operations out of the decisions', () => {
  const layout = microLayout(cellSpace(2, 2, ['sep3', 'identity']));
  expect(layout.convolutions).toEqual([true, false]);
  expect(layout.choices).toEqual([2, 2, 2, 2, 3, 2, 3, 2, 2, 2, 2, 2, 3, 2, 3, 2]);
  expect(layout.cells).toHaveLength(2);
  expect(layout.cells[1]).toEqual({
    inputNodes: 2,
    nodes: [
      { inputs: [8, 10], operations: [9, 11] },
      { inputs: [12, 14], operations: [13, 15] },
    ],
  });
});

test('refuses spaces whose decisions the controller cannot make', () => {
  const { decisions } = cellSpace(1, 2, five);
  const without = (index: number) => ({ decisions: decisions.filter((_, i) => i !== index) });
  expect(() => microLayout(without(2))).toThrow(/two inputs/);
  expect(() => microLayout(without(3))).toThrow(/two operations/);
  const changed = (index: number, choices: string[]) => ({
    decisions: decisions.map((decision, i) => (i === index ? { ...decision, choices } : decision)),
  });
  expect(() => microLayout(changed(3, ['sep3']))).toThrow(/same operations/);
  expect(() => microLayout(changed(4, ['0', '1']))).toThrow(/all nodes before/);
});

test('bounds of probabilities (methods/enas 9.4)', () => {
  const bounds = (operations: string[], c: number, q: number) =>
    microController(cellSpace(1, 1, operations), { ...shaping, tanhConstant: c, operationTanhReduction: q })
      .largestProbability;
  expect(bounds([...five, 'max3'], 1.5, 1)[1]).toBeCloseTo(0.8007, 4);
  expect(bounds(five, 1.1, 2.5)[1]).toBeCloseTo(0.376, 3);
  expect(bounds(five.slice(1), 2.5, 1)[1]).toBeCloseTo(0.98, 3);
  expect(bounds(five, 1.5, 1)[0]).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
});

test('the fixed bias of the normal cell lifts the bound of its operations only', () => {
  const { largestProbability } = microController(cellSpace(2, 1, five), {
    ...shaping,
    tanhConstant: 1.1,
    operationTanhReduction: 2.5,
    convolutionBias: true,
  });
  const [, normal, , , , reduction] = largestProbability;
  expect(reduction).toBeCloseTo(0.376, 3);
  const top = Math.exp(0.44 + 0.25);
  expect(normal).toBeCloseTo(top / (top + Math.exp(-0.44 + 0.25) + 3 * Math.exp(-0.44 - 0.25)), 6);
});
