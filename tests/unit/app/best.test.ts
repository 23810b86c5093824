import { expect, it } from 'vitest';
import { LatestScores } from '../../../src/app/state/best.ts';
import type { PolicyChild, PolicyEvent } from '../../../src/experiment/events.ts';
import { emptyHistory } from '../../../src/experiment/history.ts';

const child = (number: number, choice: number, reward: number) =>
  ({ number, architecture: [choice], reward }) as unknown as PolicyChild;
const event = (update: number, children: readonly PolicyChild[]) => ({ update, children }) as unknown as PolicyEvent;

const policy = [
  event(1, [child(1, 0, 0.5), child(2, 1, 0.7)]),
  event(2, [child(3, 0, 0.9), child(4, 2, 0.6)]),
  event(3, [child(5, 1, 0.2), child(6, 3, 0.8)]),
];

it('tells the latest scores by the update that is looked back at, and of none after it', () => {
  const by = (index: number) => {
    const update = policy[index];
    if (update === undefined) throw new RangeError(String(index));
    return LatestScores.by(update, { ...emptyHistory, policy })
      .best(4)
      .map(({ number }) => number);
  };
  expect(by(0)).toEqual([2, 1]);
  expect(by(1)).toEqual([3, 2, 4]);
  expect(by(2)).toEqual([3, 6, 4, 5]);
});
