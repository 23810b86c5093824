import { expect, test } from 'vitest';
import { rewardOf } from '../../../src/search/reward.ts';
import { scoreChildren } from '../../../src/search/score.ts';
import { fakeContext } from './fakes.ts';

const score = { accuracy: 0.75, crossEntropy: 0.5, images: 64 };
const space = {
  cost: () => ({ parameters: 1, multiplyAdds: 30 }),
  mostExpensive: () => ({ parameters: 9, multiplyAdds: 120 }),
};

const plain = { rewardConstant: 4, costWeight: 0 };

test('praises accuracy, minus cross-entropy or c / perplexity, less the price of work', () => {
  expect(rewardOf({ ...plain, reward: 'accuracy' }, space, [], score)).toBe(0.75);
  expect(rewardOf({ ...plain, reward: 'crossEntropy' }, space, [], score)).toBe(-0.5);
  // 4 / e^0.5.
  expect(rewardOf({ ...plain, reward: 'perplexity' }, space, [], score)).toBeCloseTo(2.42612, 5);
  expect(rewardOf({ ...plain, reward: 'accuracy', costWeight: 0.4 }, space, [], score)).toBeCloseTo(0.75 - 0.4 / 4, 12);
});

test('scores of several batches are weighted by their images', async () => {
  const { context } = fakeContext();
  let call = 0;
  const supernet = {
    ...context.supernet,
    score: () =>
      Promise.resolve(
        [[{ accuracy: 1, crossEntropy: 0, images: 10 }], [{ accuracy: 0, crossEntropy: 3, images: 30 }]][call++] ?? [],
      ),
  };
  const batch = { split: 'validation', indices: Uint32Array.of(0) } as const;
  const [child] = await scoreChildren({ ...context, supernet }, [batch, batch], [[0, 0, 0, 0]]);
  expect(child).toMatchObject({ accuracy: 0.25, crossEntropy: 2.25, images: 40 });
});

test('a loss that is not a number stops the search and says where', async () => {
  const { context } = fakeContext({}, () => NaN);
  const batch = { split: 'validation', indices: Uint32Array.of(0) } as const;
  await expect(scoreChildren(context, [batch], [[0, 0, 0, 0]])).rejects.toThrow(/validation/);
});
