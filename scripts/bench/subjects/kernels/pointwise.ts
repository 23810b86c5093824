import {
  pointwiseBackward,
  pointwiseChunks,
  pointwiseForward,
  type PointwiseShape,
  pointwiseTiles,
  pointwiseWeights,
  pointwiseWork,
} from '../../../../src/engine/kernels/pointwise.ts';
import { NOWHERE } from '../../../../src/engine/words.ts';
import { coefficients, direction, maps, room, type TimedOperation } from './repeated.ts';

const shape: PointwiseShape = { maps, inputs: maps.channels, relu: false };
/** The one parameter lies first of all. */
const w = NOWHERE;

/** The pointwise convolution that separable ones spend most of their work in. */
export const pointwise: TimedOperation = {
  weights: [maps.channels, maps.channels],
  multiplyAdds: pointwiseWork(maps, maps.channels),
  directions: {
    forward: direction(
      (tiles) => pointwiseForward(shape, tiles),
      (tape) => {
        const { count } = pointwiseTiles(maps, tape.tiles);
        const [x, out, moments] = [room(tape), room(tape), tape.arena.allocate('moments', (count * maps.channels) / 2)];
        return (list) => {
          list.push({ out, moments, firstSource: list.nextTerm, sources: 1 });
          list.pushTerm({ x, affine: NOWHERE, w });
        };
      },
    ),
    backward: direction(
      (tiles) => pointwiseBackward(shape, tiles),
      (tape) => {
        const [g, y, out] = [room(tape), room(tape), room(tape)];
        const unused = { x: NOWHERE, affine: NOWHERE };
        return (list) => list.push({ g, y, coefficients: coefficients(tape), w, ...unused, out });
      },
    ),
    weights: direction(
      (tiles) => pointwiseWeights(shape, tiles),
      (tape) => {
        const [x, g, y] = [room(tape), room(tape), room(tape)];
        const partials = tape.arena.allocate('sums', (pointwiseChunks(maps, tape.tiles) * maps.channels ** 2) / 4);
        return (list) => list.push({ x, affine: NOWHERE, g, y, coefficients: coefficients(tape), partials });
      },
    ),
  },
};
