import {
  POINTWISE_BACKWARD_STRIDE,
  POINTWISE_SOURCE_STRIDE,
  POINTWISE_STRIDE,
  POINTWISE_WEIGHTS_STRIDE,
  pointwiseBackward,
  pointwiseChunks,
  pointwiseForward,
  type PointwiseShape,
  pointwiseTiles,
  pointwiseWeights,
  pointwiseWork,
} from '../../../../src/engine/kernels/pointwise.ts';
import { coefficients, maps, room, type TimedOperation, USES } from './repeated.ts';

const shape: PointwiseShape = { maps, inputs: maps.channels, relu: false };

/** The pointwise convolution that separable ones spend most of their work in. */
export const pointwise: TimedOperation = {
  weights: [maps.channels, maps.channels],
  multiplyAdds: pointwiseWork(maps, maps.channels),
  directions: {
    forward: {
      kernel: (tiles) => pointwiseForward(shape, tiles),
      list: (tape) => tape.rawList(POINTWISE_STRIDE, USES, POINTWISE_SOURCE_STRIDE, USES),
      use: (tape) => {
        const { count } = pointwiseTiles(maps, tape.tiles);
        const [x, y, moments] = [room(tape), room(tape), tape.arena.allocate('moments', (count * maps.channels) / 2)];
        return (list) => {
          const source = list.termCount;
          list.pushTerm(x, 0, 0);
          list.push(y, moments, source, 1);
        };
      },
    },
    backward: {
      kernel: (tiles) => pointwiseBackward(shape, tiles),
      list: (tape) => tape.rawList(POINTWISE_BACKWARD_STRIDE, USES),
      use: (tape) => {
        const [dy, y, dx] = [room(tape), room(tape), room(tape)];
        return (list) => list.push(dy, y, coefficients(tape), 0, 0, 0, dx);
      },
    },
    weights: {
      kernel: (tiles) => pointwiseWeights(shape, tiles),
      list: (tape) => tape.rawList(POINTWISE_WEIGHTS_STRIDE, USES),
      use: (tape) => {
        const [x, dy, y] = [room(tape), room(tape), room(tape)];
        const sums = tape.arena.allocate('sums', (pointwiseChunks(maps, tape.tiles) * maps.channels ** 2) / 4);
        return (list) => list.push(x, 0, dy, y, coefficients(tape), sums);
      },
    },
  },
};
