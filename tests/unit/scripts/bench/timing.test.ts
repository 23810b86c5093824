import { expect, test } from 'vitest';
import { channelsFirst } from '../../../../scripts/bench/contenders/jax/filters.ts';
import { readBenchOrder } from '../../../../scripts/bench/order.ts';
import { benchChildren, macroDense12 } from '../../../../scripts/bench/subjects/children.ts';
import { stepMultiplyAdds } from '../../../../scripts/bench/subjects/work.ts';
import { interleave, takesPart, turnsOf } from '../../../../scripts/bench/timing/rounds.ts';
import type { MacroConfig } from '../../../../src/space/macro/config.ts';
import type { MicroConfig } from '../../../../src/space/micro/config.ts';
import { isArchitecture } from '../../../../src/space/space.ts';
import { createSpace } from '../../../../src/space/spaces.ts';

const pace = { turnMs: 100, rounds: 9, budgetMs: 1_000, fewest: 3 };

test('short work is repeated within a turn, long work has fewer turns', () => {
  expect(turnsOf(1, pace)).toEqual({ times: 100, turns: 9 });
  expect(turnsOf(40, pace)).toEqual({ times: 3, turns: 8 });
  expect(turnsOf(200, pace)).toEqual({ times: 1, turns: 5 });
  expect(turnsOf(20_000, pace)).toEqual({ times: 1, turns: 3 });
});

test.each([1, 2, 3, 5, 8, 9])('%i turns are spread over nine rounds', (turns) => {
  const rounds = Array.from({ length: 9 }, (_, round) => round).filter((round) => takesPart(round, turns, 9));
  expect(rounds).toHaveLength(turns);
  const gaps = rounds.slice(1).map((round, at) => round - (rounds[at] ?? NaN));
  expect(Math.max(1, ...gaps) - Math.min(9, ...gaps)).toBeLessThanOrEqual(1);
});

test('contenders take turns, each after one run that shows how long it takes', async () => {
  const order: string[] = [];
  const work = (name: string) => (times: number) => {
    order.push(times === 1 ? name : `${name} × ${times}`);
    return new Promise((resolve) => setTimeout(resolve, 2));
  };
  const slow = { turnMs: 0, rounds: 3, budgetMs: 0, fewest: 3 };
  const timings = await interleave(
    new Map([
      ['a', work('a')],
      ['b', work('b')],
    ]),
    slow,
  );
  expect(order.join('')).toBe('abababab');
  expect(timings['a']).toMatchObject({ turns: 3, times: 1 });
  expect(timings['b']?.ms).toBeGreaterThan(0.5);
});

const tiny: MicroConfig = {
  family: 'micro',
  nodes: 1,
  operations: ['identity'],
  channels: 4,
  stages: 1,
  cellsPerStage: 1,
  stem: 'patch2',
  imageSide: 4,
  classes: 3,
};
const training = { optimiser: 'nesterov', weightDecay: 0, decayUnused: false, clipNorm: 0 } as const;

test('a step has the work of forward, of input gradients but the stem’s, and of weight gradients', () => {
  // Stem 4·4·12, two calibrations 4·12·4, two loose ends 4·4·4, classifier 4·3.
  const [stem, forward] = [192, 192 + 2 * 192 + 2 * 64 + 12];
  const child = { config: tiny, training, batch: 5, architecture: [0, 0, 0, 0] };
  expect(stepMultiplyAdds(child)).toBe(5 * (3 * forward - stem));
});

test('taps on padding are no work', () => {
  // Over 2×2 pixels every 3×3 window has 4 taps inside: two stacks of 4 channels, 4·4 + 4·4·4 each… per term.
  const separable = 2 * (4 * 4 * 4 + 4 * 4 * 4);
  const [stem, forward] = [192, 192 + 2 * 192 + 2 * 64 + 12 + 2 * separable];
  const child = { config: { ...tiny, operations: ['sep3'] as const }, training, batch: 1, architecture: [0, 0, 0, 0] };
  expect(stepMultiplyAdds(child)).toBe(3 * forward - stem);
});

test('a macro step counts dense convolutions inside the maps, a recurrent one every character', () => {
  // One layer on 2×2 pixels, 4 taps of 9 inside: stem 4·4·4, its 1×1 convolution 4·16, the dense one 4·4·16, classifier 4·3.
  const macro: MacroConfig = {
    family: 'macro',
    layers: 1,
    operations: ['conv3'],
    channels: 4,
    stem: 'patch2',
    imageSide: 4,
    classes: 3,
  };
  const [stem, forward] = [64, 64 + 64 + 256 + 12];
  expect(stepMultiplyAdds({ config: macro, training, batch: 5, architecture: [0] })).toBe(5 * (3 * forward - stem));
  const { config, architecture, batch } = benchChildren.recurrentEnas;
  // Thirteen products of H × 2H and one of H × V, for 32 texts of 8 characters.
  const ofCharacter = 13 * 2 * 48 ** 2 + 48 * 7;
  expect(stepMultiplyAdds({ config, training, batch, architecture })).toBe(3 * 32 * 8 * ofCharacter);
});

test('every child belongs to its space; the published cell is the one of the ENAS scripts', () => {
  for (const { config, architecture } of [...Object.values(benchChildren), macroDense12]) {
    expect(isArchitecture(createSpace(config), architecture)).toBe(true);
  }
  const { config, architecture } = benchChildren.recurrentEnas;
  expect(createSpace(config).print(architecture)).toBe('0 0 0 1 1 2 1 2 0 2 0 5 1 1 0 6 1 8 1 8 1 8 1');
});

test('filters are turned to channels first', () => {
  const numbers = (count: number) => Float32Array.from({ length: count }, (_, at) => at);
  const pointwise = channelsFirst('layer0/input0/weights', { shape: [1, 1, 2, 3], values: numbers(6) });
  expect(pointwise).toEqual({ shape: [3, 2, 1, 1], values: Float32Array.of(0, 3, 1, 4, 2, 5) });
  const depthwise = channelsFirst('a/stack0/depthwise', { shape: [1, 2, 3, 1], values: numbers(6) });
  expect(depthwise).toEqual({ shape: [3, 1, 1, 2], values: Float32Array.of(0, 3, 1, 4, 2, 5) });
  const looseEnd = channelsFirst('layer0/output/node2', { shape: [2, 2], values: numbers(4) });
  expect(looseEnd).toEqual({ shape: [2, 2, 1, 1], values: Float32Array.of(0, 2, 1, 3) });
  const classifier = { shape: [2, 2], values: numbers(4) };
  expect(channelsFirst('classifier/weights', classifier)).toEqual(classifier);
});

test('the command line chooses parts and refuses what there is not', () => {
  expect(readBenchOrder(['--json', '--only', 'mixed,issue'])).toEqual({ json: true, parts: ['mixed', 'issue'] });
  expect(readBenchOrder(['--help'])).toBe('help');
  expect(() => readBenchOrder(['--only', 'everything'])).toThrow(/no part “everything”/);
  expect(() => readBenchOrder(['--fast'])).toThrow(/--fast/);
});
