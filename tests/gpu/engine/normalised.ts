import type { Maps } from '../../../src/engine/shape.ts';
import type { TensorRef } from '../../../src/engine/value.ts';
import type { Outcome } from './rig.ts';

/** Maps as their readers see them: with the affine applied. */
export function normalised(outcome: Outcome, { at, affine }: TensorRef, maps: Maps): Float32Array {
  const { channels } = maps;
  const [scale, shift] = [outcome.at(affine, channels), outcome.at(affine + channels / 4, channels)];
  return outcome
    .maps(at, maps)
    .map((value, i) => value * (scale[i % channels] as number) + (shift[i % channels] as number));
}
