import { expect } from 'vitest';

/** What `toBeCloseInL2` allows beside the relative error. */
export interface L2Bounds {
  /** The least norm that the error is relative to; for what may vanish. */
  readonly floor?: number;
  /** An absolute error that is allowed besides. */
  readonly rounding?: number;
}

declare module 'vitest' {
  interface Matchers<T> {
    /**
     * Whether ‖actual − expected‖ < `relative` · max(‖expected‖, floor) + rounding, for as many numbers. What is expected
     * to be zero is close to nothing without a floor.
     */
    toBeCloseInL2: T extends ArrayLike<number>
      ? (expected: ArrayLike<number>, relative: number, bounds?: L2Bounds) => void
      : never;
  }
}

/** Euclidean norm. */
export function norm(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] as number) ** 2;
  return Math.sqrt(squares);
}

expect.extend({
  toBeCloseInL2(
    actual: ArrayLike<number>,
    expected: ArrayLike<number>,
    relative: number,
    { floor = 0, rounding = 0 }: L2Bounds = {},
  ) {
    if (actual.length !== expected.length) {
      return { pass: false, message: () => `expected ${expected.length} numbers, got ${actual.length}` };
    }
    const differences = Array.from(actual, (value, i) => Math.abs(value - (expected[i] as number)));
    const [error, size] = [norm(differences), norm(expected)];
    return {
      pass: error < relative * Math.max(size, floor) + rounding,
      message: () => {
        const worst = differences.reduce((at, one, i) => (one <= (differences[at] as number) ? at : i), 0);
        return (
          `expected a relative L2 error ${this.isNot ? 'not ' : ''}below ${relative}, got ${error / Math.max(size, floor)}: ` +
          `‖difference‖ ${error}, ‖expected‖ ${size}` +
          (floor > size ? `, floor ${floor}` : '') +
          (rounding > 0 ? `, rounding ${rounding}` : '') +
          `; the largest difference is at ${worst} of ${expected.length}: ${actual[worst]}, not ${expected[worst]}`
        );
      },
    };
  },
});
