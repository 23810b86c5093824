import { describe, expect, test } from 'vitest';

describe('close in relative L2', () => {
  test('holds below the bound, not at it', () => {
    expect([3, 4.05]).toBeCloseInL2([3, 4], 0.0101);
    expect([3, 4.5]).not.toBeCloseInL2([3, 4], 0.1);
    expect(Float32Array.of(0, 5)).not.toBeCloseInL2([3, 4], 0.5);
  });

  test('what is no number, or another number of them, is close to nothing', () => {
    expect([NaN, 4]).not.toBeCloseInL2([3, 4], 9);
    expect([3, 4]).not.toBeCloseInL2([NaN, 4], 9);
    expect([3]).not.toBeCloseInL2([3, 4], 9);
    expect([3, 4, 0]).not.toBeCloseInL2([3, 4], 9);
  });

  test('zero needs a floor or rounding', () => {
    expect([0]).not.toBeCloseInL2([0], 1);
    expect([0.5]).toBeCloseInL2([0], 1, { floor: 0.6 });
    expect([0.5]).not.toBeCloseInL2([0], 1, { floor: 0.5 });
    expect([0.5]).toBeCloseInL2([0], 1, { rounding: 0.6 });
  });

  test('says how far it is off, and where', () => {
    expect(() => expect([3, 4, 9]).toBeCloseInL2([3, 4, 0], 0.1)).toThrow(
      'got 1.8: ‖difference‖ 9, ‖expected‖ 5; the largest difference is at 2 of 3: 9, not 0',
    );
  });
});
