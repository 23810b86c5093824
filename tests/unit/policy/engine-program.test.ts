import { expect, test } from 'vitest';
import { fromLanes, toLanes } from '../../../src/engine/lanes.ts';
import { type ChainStep, checkProgram } from '../../../src/engine/kernels/decisions/program.ts';
import { microProgram } from '../../../src/policy/lstm/engine/micro.ts';
import { cellSpace } from './cell-space.ts';

const options = { hiddenUnits: 8, temperature: 2, tanhConstant: 5, operationTanhReduction: 2, convolutionBias: true };

test('rolls out a cell as methods/enas 3.1 says: warm-up, then idx1, idx2, op1, op2 and a step for the node', () => {
  const program = microProgram(cellSpace(2, 2, ['sep3', 'max3']), options);
  const word = ({ input, choice, keep }: ChainStep): string =>
    [input, choice && `${choice.of} ${choice.decision}`, keep && `${keep.value} ${keep.slot}`]
      .filter(Boolean)
      .join(', ');
  const node = (first: number, slot: number): string[] => [
    `start, slots ${first}`,
    `chosen, slots ${first + 2}`,
    `chosen, classes ${first + 1}`,
    `chosen, classes ${first + 3}`,
    `chosen, state ${slot}`,
  ];
  const cell = (first: number, slot: number): string[] => [
    `start, zero ${slot}`,
    `start, zero ${slot + 1}`,
    ...node(first, slot + 2),
    ...node(first + 4, slot + 3),
  ];
  expect(program.steps.map(word)).toEqual([...cell(0, 0), ...cell(8, 4)]);
  expect(program.slots).toBe(8);
  const biases = program.steps.flatMap(({ choice }) => (choice?.of === 'classes' ? [choice.bias] : []));
  expect(biases[0]).toEqual([0.25, -0.25]);
  expect(biases.at(-1)?.map(Math.abs)).toEqual([0, 0]);
  expect(new Set(program.steps.map(({ choice }) => choice?.bound))).toEqual(new Set([undefined, 5, 2.5]));
  expect(() => checkProgram(program)).not.toThrow();
});

test('programs that do not hold together are refused', () => {
  const program = microProgram(cellSpace(1, 1, ['sep3', 'max3']), options);
  expect(() => checkProgram({ ...program, units: 6 })).toThrow(/multiple of 4/);
  expect(() => checkProgram({ ...program, steps: program.steps.slice(3) })).toThrow(/step 0 reads no choice/);
  expect(() => checkProgram({ ...program, steps: program.steps.slice(0, -2) })).toThrow(/decisions/);
  expect(() => checkProgram({ ...program, choices: program.choices.map((count) => count + 1) })).toThrow(/one bias/);
});

test('children lie side by side, four to a group, and come back as they were', () => {
  const values = Float32Array.from({ length: 10 }, (_, i) => i + 1);
  const lanes = toLanes(values, 5, 2);
  expect([...lanes]).toEqual([1, 3, 5, 7, 2, 4, 6, 8, 9, 0, 0, 0, 10, 0, 0, 0]);
  expect(fromLanes(lanes, 5, 2)).toEqual(values);
});
