import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nowAndThen } from '../../../src/app/state/now-and-then.ts';

let page: EventTarget & { visibilityState: string };
beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Work that takes so many ms, and how often it was begun. */
function work(milliseconds: number) {
  const counter = { begun: 0 };
  const run = () => {
    counter.begun++;
    return new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  };
  return { counter, run };
}

test('is done at the given pace, until it is ended', async () => {
  const { counter, run } = work(10);
  const end = nowAndThen(run, { every: 1_000, share: 0.1 });
  await vi.advanceTimersByTimeAsync(999);
  expect(counter.begun).toBe(0);
  await vi.advanceTimersByTimeAsync(2_100);
  expect(counter.begun).toBe(3);
  end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(counter.begun).toBe(3);
});

test('is done less often where it takes long', async () => {
  const { counter, run } = work(500);
  nowAndThen(run, { every: 1_000, share: 0.1 });
  await vi.advanceTimersByTimeAsync(1_000 + 10 * 5_000 - 1);
  expect(counter.begun).toBe(10);
});

test('is done at once when the page is hidden, but not twice at a time', async () => {
  const { counter, run } = work(100);
  nowAndThen(run, { every: 1_000, share: 0.5 });
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  page.dispatchEvent(new Event('visibilitychange'));
  expect(counter.begun).toBe(1);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(1_099);
  expect(counter.begun).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(counter.begun).toBe(2);
});
