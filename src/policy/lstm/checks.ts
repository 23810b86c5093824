import { type Architecture, isArchitecture, type Space } from '../../space/space.ts';
import type { PolicySample } from '../policy.ts';

/** Throws a `RangeError` unless so many children can be sampled. */
export function checkCount(count: number): void {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`count must be a positive integer, got ${count}`);
}

/** Throws a `RangeError` that names the first child that is not of the space. */
export function checkArchitectures(space: Pick<Space, 'decisions'>, architectures: readonly Architecture[]): void {
  for (const architecture of architectures) {
    const fits: boolean = isArchitecture(space, architecture);
    if (!fits) throw new RangeError(`Not an architecture of this space: ${architecture.join(' ')}.`);
  }
}

/** Throws a `RangeError` unless there is a child, one finite reward (or cost penalty) a child, and every child is of the space. */
export function checkRewarded(
  space: Pick<Space, 'decisions'>,
  samples: readonly PolicySample[],
  rewards: readonly number[],
): void {
  if (samples.length === 0 || samples.length !== rewards.length) {
    throw new RangeError(`One reward a sample: got ${rewards.length} for ${samples.length}.`);
  }
  if (!rewards.every(Number.isFinite)) throw new RangeError(`Rewards must be finite, got ${rewards.join(', ')}.`);
  const architectures = samples.map(({ architecture }) => architecture);
  checkArchitectures(space, architectures);
}
