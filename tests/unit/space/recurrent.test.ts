import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../src/math/random.ts';
import { type Architecture, isArchitecture } from '../../../src/space/space.ts';
import type { RecurrentConfig } from '../../../src/space/recurrent/config.ts';
import { decode, outputNodes } from '../../../src/space/recurrent/decode.ts';
import { createRecurrentSpace } from '../../../src/space/recurrent/recurrent.ts';

const config = (changes: Partial<RecurrentConfig> = {}): RecurrentConfig => ({
  family: 'recurrent',
  nodes: 3,
  activations: ['tanh', 'relu', 'identity', 'sigmoid'],
  width: 8,
  output: 'loose-ends',
  keys: 'edge',
  vocabulary: 7,
  steps: 4,
  ...changes,
});

/** The cell that the ENAS scripts train on Penn Treebank (scripts/ptb_final.sh; figure 6 of the paper). */
const publishedArc = '0 0 0 1 1 2 1 2 0 2 0 5 1 1 0 6 1 8 1 8 1 8 1';

/** Every architecture of a small space. */
function all(choices: readonly number[]): Architecture[] {
  return choices.reduce<number[][]>(
    (made, count) => made.flatMap((start) => Array.from({ length: count }, (_, choice) => [...start, choice])),
    [[]],
  );
}

describe('the space of recurrent cells', () => {
  test('counts as many decision strings as there are', () => {
    for (const nodes of [1, 2, 3]) {
      const space = createRecurrentSpace(config({ nodes }));
      const strings = all(space.decisions.map(({ choices }) => choices.length));
      expect(space.count()).toBe(BigInt(strings.length));
      expect(strings.every((string) => isArchitecture(space, string) && decode(space.config, string))).toBe(true);
    }
    // 4³ · 2! (methods/enas section 9).
    expect(createRecurrentSpace(config()).count()).toBe(128n);
  });

  test('has the published size at twelve nodes, and the exact one', () => {
    const space = createRecurrentSpace(config({ nodes: 12 }));
    expect(space.publishedCount()).toMatchObject({ value: 8_036_313_307_545_600n, formula: '4^12·12!' });
    expect(space.count()).toBe(4n ** 12n * 39_916_800n);
  });

  test('loose ends of a chain are its last node, of a star all but its first', () => {
    const chain = [0, 0, 0, 1, 0, 2, 0];
    const star = [0, 0, 0, 0, 0, 0, 0];
    const four = config({ nodes: 4 });
    expect(decode(four, chain).looseEnds).toEqual([3]);
    expect(decode(four, star).looseEnds).toEqual([1, 2, 3]);
    expect(outputNodes(config({ nodes: 4, output: 'all-nodes' }), decode(four, star))).toEqual([0, 1, 2, 3]);
    expect(createRecurrentSpace(four).handMade()).toEqual(chain);
  });

  test('decodes the published cell', () => {
    const space = createRecurrentSpace(config({ nodes: 12 }));
    const parsed = space.parse(publishedArc);
    if (!parsed.ok) throw new Error(parsed.reason);
    const { nodes, looseEnds } = decode(space.config, parsed.architecture);
    expect(looseEnds).toEqual([3, 4, 7, 9, 10, 11]);
    expect(nodes.slice(0, 4)).toEqual([
      { input: null, activation: 'tanh' },
      { input: 0, activation: 'tanh' },
      { input: 1, activation: 'relu' },
      { input: 2, activation: 'relu' },
    ]);
    expect(space.print(parsed.architecture)).toBe(publishedArc);
  });

  test('prints what it parses, activations by their index among all four', () => {
    const few = createRecurrentSpace(config({ activations: ['relu', 'sigmoid'] }));
    expect(few.print([0, 0, 1, 1, 0])).toBe('1 0 3 1 1');
    expect(few.parse('[1, 0, 3, 1, 1]')).toEqual({ ok: true, architecture: [0, 0, 1, 1, 0] });
    const random = randomStream(7, 'uniform-sampling');
    for (let draw = 0; draw < 20; draw++) {
      const child = few.sample(random);
      expect(few.parse(few.print(child))).toEqual({ ok: true, architecture: child });
    }
  });

  test.each([
    ['', 0, 'ends after 0 of 5'],
    ['0 0 1 1', 7, 'ends after 4 of 5'],
    ['0 0 1 1 2 0', 10, 'longer than the 5'],
    ['0 1 1 1 0', 2, 'Node 1 reads node 0, not 1'],
    ['0 0 1 2 0', 6, 'Node 2 reads one of the nodes 0 to 1, not 2'],
    ['4 0 1 1 0', 0, 'numbered 0 to 3'],
    ['0 0 x', 4, '“x” does not belong'],
  ])('refuses %j at %i', (text, position, reason) => {
    const result = createRecurrentSpace(config()).parse(text);
    expect(result).toMatchObject({ ok: false, position });
    expect(result.ok ? '' : result.reason).toContain(reason);
  });

  test('refuses an activation that the space leaves out', () => {
    const result = createRecurrentSpace(config({ activations: ['tanh'] })).parse('0 0 1 0 0');
    expect(result).toMatchObject({ ok: false, position: 4 });
  });

  test('mutation changes one decision and stays in the space', () => {
    const space = createRecurrentSpace(config({ nodes: 5 }));
    const random = randomStream(3, 'mutation');
    let child = space.handMade();
    for (let step = 0; step < 50; step++) {
      const next = space.mutate(child, random);
      expect(next.filter((choice, at) => choice !== child[at])).toHaveLength(1);
      expect(isArchitecture(space, next)).toBe(true);
      child = next;
    }
  });
});

describe('the weights of a recurrent cell', () => {
  test('are shared by all activations on an edge, or not', () => {
    const byEdge = createRecurrentSpace(config());
    const byBoth = createRecurrentSpace(config({ keys: 'edge-and-activation' }));
    // Embedding; node 0 has two matrices, then one for every pair of nodes.
    expect(byEdge.parameters()).toHaveLength(1 + 2 + 3);
    expect(byBoth.parameters()).toHaveLength(1 + 4 * (2 + 3));
    const [tanh, relu] = [
      [0, 0, 0, 1, 0],
      [1, 0, 1, 1, 1],
    ] as const;
    expect(byEdge.childKeys(tanh)).toEqual(byEdge.childKeys(relu));
    expect(byBoth.childKeys(tanh).filter((key) => byBoth.childKeys(relu).includes(key))).toEqual(['embedding']);
  });

  test('cost what their matrices have', () => {
    const space = createRecurrentSpace(config());
    const matrix = 8 * 16;
    // Node 0 twice, nodes 1 and 2; embedding and output layer are one tensor.
    expect(space.cost([0, 0, 0, 1, 0])).toEqual({
      parameters: 4 * matrix + 7 * 8,
      multiplyAdds: 4 * matrix + 8 * 7,
    });
    // An example is a window of 4 characters.
    expect(space.meanMultiplyAdds()).toBe(4 * space.mostExpensive().multiplyAdds);
  });

  test('are told apart by their sigmoids where nothing is known of them', () => {
    const space = createRecurrentSpace(config());
    expect(space.costsDiffer).toBe(false);
    expect([[0, 0, 1, 1, 2] as const, [3, 0, 0, 1, 3] as const].map((child) => space.trivial.of(child))).toEqual([
      3, 1,
    ]);
  });
});

describe('the drawing of a recurrent cell', () => {
  test('has an edge for each node that is read, and two into the first', () => {
    const space = createRecurrentSpace(config());
    const [graph] = space.graphs;
    expect(graph?.nodes.map(({ label }) => label)).toEqual(['x', 'h', '0', '1', '2', 'h′']);
    // Node 0: 2 inputs × 4 activations; node 1: 4; node 2: 2 × 4.
    expect(graph?.candidates).toHaveLength(8 + 4 + 8);
    const [child] = space.describe([1, 0, 0, 0, 3]);
    expect(child?.edges.map(({ from, to, operation }) => [from, to, operation])).toEqual([
      [0, 2, 'relu'],
      [1, 2, 'relu'],
      [2, 3, 'tanh'],
      [2, 4, 'sigmoid'],
    ]);
    expect(child?.looseEnds).toEqual([3, 4]);
  });
});

test.each([
  [{ nodes: 0 }, 'nodes'],
  [{ width: 6 }, 'multiple of 4'],
  [{ activations: [] }, 'activations'],
  [{ activations: ['relu', 'tanh'] as const }, 'activations'],
])('a configuration %j is refused', (changes, reason) => {
  expect(() => createRecurrentSpace(config(changes))).toThrow(reason);
});
