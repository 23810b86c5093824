import { expect, test } from 'vitest';
import { bytesOf, shortageOf } from '../../../src/worker/capacity.ts';

const estimate = {
  parameters: 25,
  parameterBytes: 100,
  optimiserBytes: 200,
  activationBytes: 3_000,
  dataBytes: 40,
  largestBufferBytes: 2_500,
  multiplyAdds: 1,
};

test('all of it together', () => {
  expect(bytesOf(estimate)).toBe(3_340);
});

test('one buffer, and all together, are held against what a device has', () => {
  expect(shortageOf(estimate, { largestBuffer: 2_500, all: 3_340 })).toBeNull();
  expect(shortageOf(estimate, { largestBuffer: 2_499, all: 3_339 })).toEqual({
    of: 'buffer',
    needed: 2_500,
    allowed: 2_499,
  });
  expect(shortageOf(estimate, { largestBuffer: 2_500, all: 3_339 })).toEqual({
    of: 'all',
    needed: 3_340,
    allowed: 3_339,
  });
});

test('what is not known refuses nothing', () => {
  expect(shortageOf(estimate, { largestBuffer: null, all: null })).toBeNull();
  expect(shortageOf({ ...estimate, largestBufferBytes: null }, { largestBuffer: 1, all: null })).toBeNull();
});
