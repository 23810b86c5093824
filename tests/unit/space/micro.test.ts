import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../src/math/random.ts';
import type { Space } from '../../../src/space/space.ts';
import { samplingOrder } from '../../../src/space/micro/decisions.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { operationIds } from '../../../src/space/micro/operations.ts';
import { config, everyChild, spaces } from './configs.ts';

const random = () => randomStream(7, 'uniform-sampling');

describe('decisions and graphs', () => {
  test('decisions are stored as idx1, op1, idx2, op2, normal cell before reduction cell', () => {
    const { decisions } = createMicroSpace(config({ nodes: 2 }));
    expect(decisions.map((decision) => `${decision.id}/${decision.choices.length}`)).toEqual(
      ['normal', 'reduction'].flatMap((cell) =>
        [2, 3].flatMap((node) => [
          `${cell}.${node}.a.input/${node}`,
          `${cell}.${node}.a.operation/5`,
          `${cell}.${node}.b.input/${node}`,
          `${cell}.${node}.b.operation/5`,
        ]),
      ),
    );
  });

  test('the controller decides both inputs of a block before its operations', () => {
    const cell = config({ nodes: 2, stages: 1 });
    const ids = createMicroSpace(cell).decisions.map((decision) => decision.id);
    expect(samplingOrder(cell).map((at) => ids[at])).toEqual(
      [2, 3].flatMap((node) => [
        `normal.${node}.a.input`,
        `normal.${node}.b.input`,
        `normal.${node}.a.operation`,
        `normal.${node}.b.operation`,
      ]),
    );
    const both = config({ nodes: 3 });
    const order = samplingOrder(both);
    expect([...order].sort((a, b) => a - b)).toEqual(createMicroSpace(both).decisions.map((_, at) => at));
  });

  test('one stage has no reduction cell to decide or draw', () => {
    const space = createMicroSpace(config({ stages: 1 }));
    expect(space.graphs.map((graph) => graph.id)).toEqual(['normal']);
    expect(space.decisions).toHaveLength(12);
  });

  test('candidates are all edges that any child can choose, and each child chooses two a node', () => {
    const space = createMicroSpace(config({ nodes: 3, operations: ['sep3', 'max3'] }));
    const [normal] = space.graphs;
    expect(normal?.candidates).toHaveLength(2 * 2 * (2 + 3 + 4));
    expect(normal?.nodes.map(({ label, role, slot }) => `${slot} ${label} ${role}`)).toEqual([
      '0 0 input',
      '1 1 input',
      '2 2 computed',
      '3 3 computed',
      '4 4 computed',
      '5 out output',
    ]);
    const [, reduction] = space.describe([0, 0, 1, 1, 2, 1, 0, 0, 3, 0, 3, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0]);
    expect(reduction?.edges.map((edge) => `${edge.from}→${edge.to} ${edge.side} ${edge.operation}`)).toEqual([
      '1→2 0 sep3',
      '1→2 1 sep3',
      '1→3 0 max3',
      '1→3 1 sep3',
      '1→4 0 max3',
      '1→4 1 sep3',
    ]);
    expect(reduction?.looseEnds).toEqual([0, 2, 3, 4]);
  });

  test('the shipped ENAS cells have the known loose ends', () => {
    const space = createMicroSpace(config({ nodes: 5 }));
    const parsed = space.parse('0 2 0 0 0 4 0 1 0 4 1 1 1 0 0 1 0 2 1 1 | 1 0 1 0 0 3 0 2 1 1 3 1 1 0 0 4 0 3 1 1');
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(space.describe(parsed.architecture).map((graph) => graph.looseEnds)).toEqual([
      [2, 3, 4, 5, 6],
      [2, 4, 5, 6],
    ]);
  });

  test('every child has a loose end, and every node reaches the output', () => {
    for (const space of spaces()) {
      const stream = random();
      for (let draw = 0; draw < 50; draw++) {
        for (const { edges, looseEnds } of space.describe(space.sample(stream))) {
          expect(looseEnds.length).toBeGreaterThan(0);
          const computed = new Set(edges.map((edge) => edge.to));
          const readers = new Set([...edges.map((edge) => edge.from), ...looseEnds]);
          expect([...computed].every((node) => readers.has(node))).toBe(true);
        }
      }
    }
  });
});

describe('size', () => {
  test('one block of five operations has 100 strings, as counted one by one', () => {
    const space = createMicroSpace(config({ nodes: 1, stages: 1 }));
    expect(space.count()).toBe(100n);
    expect(new Set(everyChild(space).map((child) => child.join())).size).toBe(100);
    expect(new Set(everyChild(space).map((child) => space.print(child))).size).toBe(100);
  });

  test('two blocks of two operations in two cells, as counted one by one', () => {
    const small = { nodes: 1, operations: ['sep3', 'identity'] } as const;
    expect(everyChild(createMicroSpace(config(small)))).toHaveLength(256);
    expect(createMicroSpace(config(small)).count()).toBe(256n);
    const deep = createMicroSpace(config({ ...small, nodes: 2, stages: 1 }));
    expect(BigInt(everyChild(deep).length)).toBe(deep.count());
  });

  test("the paper's space: exact strings beside the published formula", () => {
    const cell = createMicroSpace(config({ nodes: 5, stages: 1 }));
    expect(cell.count()).toBe(5_062_500_000_000n);
    const pair = createMicroSpace(config({ nodes: 5 }));
    expect(pair.count()).toBe(5_062_500_000_000n ** 2n);
    expect(pair.publishedCount()).toMatchObject({ value: 129_600_000_000n, formula: '(5·(7 − 2)!)^4' });
    expect(cell.publishedCount()).toMatchObject({ value: 360_000n, formula: '(5·(7 − 2)!)^2' });
  });
});

describe('sampling and mutation', () => {
  test('sampling is uniform over strings (χ² over 100 of them)', () => {
    const space = createMicroSpace(config({ nodes: 1, stages: 1 }));
    const draws = 20_000;
    const stream = random();
    const counts = new Map<string, number>();
    for (let draw = 0; draw < draws; draw++) {
      const child = space.sample(stream).join();
      counts.set(child, (counts.get(child) ?? 0) + 1);
    }
    const expected = draws / 100;
    expect(counts.size).toBe(100);
    const chiSquare = [...counts.values()].reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
    // 99 degrees of freedom: mean 99, and .999 of the distribution lies below 148.2.
    expect(chiSquare).toBeLessThan(148.2);
  });

  test('mutation changes exactly one decision, each as often as the others, to any other choice', () => {
    const space = createMicroSpace(config({ nodes: 2, stages: 1, operations: ['sep3', 'avg3', 'max3'] }));
    const stream = random();
    const parent = space.handMade();
    const draws = 8_000;
    const seen = new Map<string, number>();
    for (let draw = 0; draw < draws; draw++) {
      const child = space.mutate(parent, stream);
      const changed = child.flatMap((choice, at) => (choice === parent[at] ? [] : [`${at}:${choice}`]));
      expect(changed).toHaveLength(1);
      seen.set(changed.join(), (seen.get(changed.join()) ?? 0) + 1);
    }
    const others = space.decisions.flatMap(({ choices }, at) =>
      choices.flatMap((_, choice) => (choice === parent[at] ? [] : [{ name: `${at}:${choice}`, of: choices.length }])),
    );
    expect([...seen.keys()].sort()).toEqual(others.map(({ name }) => name).sort());
    for (const { name, of } of others) {
      const expected = draws / space.decisions.length / (of - 1);
      expect(Math.abs((seen.get(name) ?? 0) - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });

  test('with one operation only inputs mutate', () => {
    const space = createMicroSpace(config({ nodes: 2, operations: ['sep3'] }));
    const stream = random();
    for (let draw = 0; draw < 100; draw++) {
      const child = space.mutate(space.handMade(), stream);
      expect(child.filter((_, at) => at % 2 === 1)).toEqual(new Array(8).fill(0));
    }
  });

  test('the same stream gives the same children', () => {
    const space = createMicroSpace(config());
    const draw = (space: Space) => {
      const stream = random();
      return [space.sample(stream), space.mutate(space.handMade(), stream)];
    };
    expect(draw(space)).toEqual(draw(space));
  });
});

describe('controls', () => {
  test('the hand-made cell is parallel nodes of two 5×5 convolutions on the two inputs', () => {
    const space = createMicroSpace(config({ nodes: 3, stages: 1 }));
    expect(space.print(space.handMade())).toBe('0 1 1 1 0 1 1 1 0 1 1 1');
    expect(space.describe(space.handMade())[0]?.looseEnds).toEqual([2, 3, 4]);
    const without5 = createMicroSpace(config({ nodes: 1, operations: ['sep3', 'avg3', 'identity'] }));
    expect(without5.print(without5.handMade())).toBe('0 0 1 0 | 0 0 1 0');
    const weightless = createMicroSpace(config({ nodes: 1, stages: 1, operations: ['avg3', 'identity'] }));
    expect(weightless.print(weightless.handMade())).toBe('0 2 1 2');
  });

  test('children without a convolution: (3/5)^(terms) of all', () => {
    const space = createMicroSpace(config({ nodes: 1, stages: 1 }));
    const children = everyChild(space);
    expect(children.filter((child) => !space.hasConvolution(child))).toHaveLength(100 * (3 / 5) ** 2);
    expect(createMicroSpace(config({ nodes: 1 })).hasConvolution([0, 4, 0, 4, 0, 4, 0, 0])).toBe(true);
  });
});

describe('bad input', () => {
  test.each([
    [{ nodes: 0 }, 'nodes'],
    [{ nodes: 1.5 }, 'nodes'],
    [{ stages: 0 }, 'stages'],
    [{ channels: -4 }, 'channels'],
    [{ operations: [] }, 'operations'],
    [{ operations: ['sep5', 'sep3'] as const }, 'operations'],
    [{ operations: ['sep3', 'sep3'] as const }, 'operations'],
  ])('%j makes no space', (changes, named) => {
    expect(() => createMicroSpace(config(changes))).toThrow(new RegExp(`^${named}`));
  });

  test('architectures of another space are refused by every method that reads one', () => {
    const space = createMicroSpace(config({ nodes: 1, stages: 1, operations: operationIds.slice(0, 2) }));
    for (const wrong of [[], [0, 0, 0], [0, 2, 0, 0], [2, 0, 0, 0], [0, 0, -1, 0], [0, 0, 0, 0, 0]]) {
      expect(() => space.describe(wrong)).toThrow(RangeError);
      expect(() => space.cost(wrong)).toThrow(RangeError);
      expect(() => space.print(wrong)).toThrow(RangeError);
      expect(() => space.mutate(wrong, random())).toThrow(RangeError);
      expect(() => space.hasConvolution(wrong)).toThrow(RangeError);
    }
  });
});
