import { beforeAll, describe, expect, test } from 'vitest';
import { childKeys, parameterSpecs } from '../../../src/space/micro/parameters.ts';
import type { Architecture } from '../../../src/space/space.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import type { Supernet, WeightsByKey } from '../../../src/supernet/supernet.ts';
import { changes, children, rows, tinyConfig, tinySupernet } from './synthetic.ts';

const config = { ...tinyConfig, stages: 1, nodes: 1, imageSide: 8 };
/** One block: idx1, op1, idx2, op2 with operations sep3, sep5, avg3, max3, identity. */
const first: Architecture = [0, 0, 1, 3];
const second: Architecture = [1, 1, 0, 2];
const RATE = 0.1;
const batch = rows('train', 0, 8);

beforeAll(async () => {
  await openBackend('cpu');
});

async function weightsOf(net: Supernet): Promise<WeightsByKey> {
  return (await net.snapshot()).weights;
}

function changedKeys(before: WeightsByKey, after: WeightsByKey): string[] {
  return [...before].flatMap(([key, { values }]) =>
    values.some((value, at) => value !== after.get(key)?.values[at]) ? [key] : [],
  );
}

async function expectOnlyOwnKeysMove(): Promise<void> {
  const net = tinySupernet({ config });
  const before = await weightsOf(net);
  net.train(batch, [first], { learningRate: RATE }).discard();
  expect(changedKeys(before, await weightsOf(net)).sort()).toEqual(childKeys(config, first).sort());
  net.dispose();
}

describe('sharing (methods/enas section 9, answer 9)', () => {
  test('on WebGPU too, a step on one child changes exactly its keys', async () => {
    await openBackend('webgpu');
    await expectOnlyOwnKeysMove();
    await openBackend('cpu');
  });

  test('a step on one child changes exactly its keys', expectOnlyOwnKeysMove);

  test('a child that shares keys with it reads the same tensors; one without sees only the common parts move', async () => {
    const net = tinySupernet({ config });
    const twin: Architecture = [0, 0, 1, 4];
    const start = await net.exportChild(second);
    net.train(batch, [first], { learningRate: RATE }).discard();
    const trained = await net.exportChild(first);
    const sharing = await net.exportChild(twin);
    for (const key of childKeys(config, twin)) expect(sharing.get(key)).toEqual(trained.get(key));

    const apart = await net.exportChild(second);
    const common = childKeys(config, second).filter((key) => childKeys(config, first).includes(key));
    expect(changedKeys(start, apart).sort()).toEqual(common.sort());
    expect(common.filter((key) => key.includes('/block'))).toEqual([]);
    const [moved] = await net.score(batch, [second]);
    net.importChild(new Map([...start].filter(([key]) => common.includes(key))));
    const fresh = tinySupernet({ config });
    expect(await net.score(batch, [second])).toEqual(await fresh.score(batch, [second]));
    expect(moved).not.toEqual((await fresh.score(batch, [second]))[0]);
    net.dispose();
    fresh.dispose();
  });

  test('a supernet of some children holds only their weights, starts as the whole one and trains alike', async () => {
    const whole = tinySupernet({ config });
    const alone = tinySupernet({ config, only: [first] });
    expect([...(await weightsOf(alone)).keys()].sort()).toEqual(childKeys(config, first).sort());
    expect(await alone.exportChild(first)).toEqual(await whole.exportChild(first));
    for (const net of [whole, alone]) net.train(batch, [first], { learningRate: RATE }).discard();
    for (const [key, { values }] of await alone.exportChild(first)) {
      expect(values, key).toBeCloseInL2((await whole.exportChild(first)).get(key)?.values ?? [], 1e-5);
    }
    await expect(alone.exportChild(second)).rejects.toThrow(RangeError);
    whole.dispose();
    alone.dispose();
  });
});

test('a step on several children takes the mean of their gradients', async () => {
  const movedBy = async (step: readonly Architecture[]): Promise<Map<string, Float32Array>> => {
    const net = tinySupernet({ config });
    const before = await weightsOf(net);
    net.train(batch, step, { learningRate: RATE }).discard();
    const after = await weightsOf(net);
    net.dispose();
    return changes(before, after);
  };
  const [alone1, alone2, together] = [await movedBy([first]), await movedBy([second]), await movedBy([first, second])];
  const all = (map: Map<string, Float32Array>): number[] => [...map.values()].flatMap((values) => [...values]);
  const mean = all(alone1).map((value, at) => (value + (all(alone2)[at] ?? NaN)) / 2);
  expect(all(together)).toBeCloseInL2(mean, 1e-4);
});

test('children do not see each other, and a score depends on nothing but weights and batch (answer 13)', async () => {
  const net = tinySupernet({ config });
  const some = children(config, 3);
  const together = await net.score(rows('validation', 0, 6), some);
  await net.score(rows('train', 3, 10), some);
  for (const [at, child] of some.entries()) {
    expect(await net.score(rows('validation', 0, 6), [child])).toEqual([together[at]]);
  }
  expect(together.every(({ images }) => images === 6)).toBe(true);
  net.dispose();
});

test('every key of the space belongs to some child', () => {
  const used = new Set(children(config, 300).flatMap((child) => childKeys(config, child)));
  expect(parameterSpecs(config).filter(({ key }) => !used.has(key))).toEqual([]);
});
