import { expect } from 'vitest';
import { type EngineDevice, openDevice } from '../../../src/engine/device.ts';
import { createController } from '../../../src/policy/lstm/create.ts';
import type { LstmPolicy, LstmPolicyOptions } from '../../../src/policy/lstm/lstm-policy.ts';
import type { PolicySample, PolicySnapshot } from '../../../src/policy/policy.ts';
import { norm } from '../../support/close-in-l2.ts';

/** Relative L2 error within which the two forms agree. */
const TOLERANCE = 1e-4;

let opened: Promise<EngineDevice> | undefined;

/** One device, and so one pipeline cache, for all tests of a file. */
export function sharedDevice(): Promise<EngineDevice> {
  opened ??= openDevice();
  return opened;
}

/** The engine's form of a controller. */
export async function enginePolicy(options: LstmPolicyOptions): Promise<LstmPolicy> {
  const { device } = await sharedDevice();
  return createController(options, device);
}

/** Both forms of a controller, with weights so far from zero that its distributions are not uniform. */
export async function bothForms(options: LstmPolicyOptions): Promise<{ reference: LstmPolicy; engine: LstmPolicy }> {
  const forms = { reference: await createController(options, null), engine: await enginePolicy(options) };
  const snapshot = sharpened(await forms.reference.snapshot(), sharpness(options.hiddenUnits));
  forms.reference.restore(snapshot);
  forms.engine.restore(snapshot);
  return forms;
}

/**
 * How much larger than at the start the weights are made. Less for a wide controller: 128 units with weights of ±1 are
 * chaotic, so that the reference itself, changed in the last bit, moves by more than the tolerance.
 */
export function sharpness(hiddenUnits: number): number {
  return hiddenUnits > 64 ? 5 : 10;
}

/** All weights but the biases, so much larger. */
function sharpened(snapshot: PolicySnapshot, factor: number): PolicySnapshot {
  const tensors = new Map(
    [...snapshot.tensors].map(([key, { shape, values }]) => [
      key,
      { shape, values: key === 'operationBias' ? values : values.map((value) => factor * value) },
    ]),
  );
  return { ...snapshot, tensors };
}

/** Within the relative L2 error that the two forms may differ by, which is absolute where zero is expected. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  expect(actual, what).toBeCloseInL2(expected, TOLERANCE, { floor: norm(expected) === 0 ? 1 : 0 });
}

/** The same children, and the same thoughts about them within rounding. */
export function expectSameSamples(actual: readonly PolicySample[], expected: readonly PolicySample[]): void {
  expect(actual.map(({ architecture }) => architecture)).toEqual(expected.map(({ architecture }) => architecture));
  actual.forEach((sample, child) => {
    const other = expected[child] as PolicySample;
    expectClose([sample.logProbability], [other.logProbability], 'log π');
    expectClose([sample.entropy], [other.entropy], 'entropy');
    expect(sample.distributions).toHaveLength(other.distributions.length);
    sample.distributions.forEach((distribution, decision) =>
      expectClose(distribution, other.distributions[decision] as Float32Array, `distribution ${decision}`),
    );
  });
}
