import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from '../../../src/worker/pace.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

/** When each of some steps ends, in ms from the first one's beginning; each computes for so long. */
async function ends(pace: Pace, steps: number, computing: number): Promise<number[]> {
  const start = performance.now();
  pace.begin();
  const times: number[] = [];
  for (let step = 0; step < steps; step++) {
    await vi.advanceTimersByTimeAsync(computing);
    times.push(performance.now() - start);
    const waiting = pace.wait();
    await vi.runAllTimersAsync();
    await waiting;
  }
  return times;
}

test('keeps every step apart from the one before, the second from the first too', async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  const pace = new Pace();
  pace.milliseconds = 2_000;
  expect(await ends(pace, 3, 100)).toEqual([100, 2_100, 4_100]);
});

test('does not slow down steps that take longer than that', async () => {
  const pace = new Pace();
  pace.milliseconds = 500;
  expect(await ends(pace, 3, 800)).toEqual([800, 1_600, 2_400]);
});

test('a wait ends when it is woken', async () => {
  const pace = new Pace();
  pace.milliseconds = 2_000;
  pace.begin();
  expect(pace.waits).toBe(true);
  let over = false;
  const waiting = pace.wait().then(() => (over = true));
  await vi.advanceTimersByTimeAsync(10);
  expect(over).toBe(false);
  pace.wake();
  await waiting;
  expect(over).toBe(true);
});
