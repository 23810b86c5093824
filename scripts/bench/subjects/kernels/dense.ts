import {
  CONVOLUTION_BACKWARD_STRIDE,
  CONVOLUTION_STRIDE,
  CONVOLUTION_WEIGHTS_STRIDE,
  convolutionBackward,
  convolutionChunks,
  convolutionForward,
  convolutionRows,
  type ConvolutionShape,
  convolutionWeights,
} from '../../../../src/engine/kernels/convolution.ts';
import { inside } from '../taps.ts';
import { coefficients, maps, room, type TimedOperation, USES } from './repeated.ts';

/** The dense convolution 5×5 of a macro layer. */
const shape: ConvolutionShape = { input: maps, channels: maps.channels, size: 5, stride: 1, relu: true };
const weightNumbers = shape.size ** 2 * maps.channels ** 2;

/** Where a macro child of dense convolutions spends most of its work. */
export const dense: TimedOperation = {
  weights: [shape.size, shape.size, maps.channels, maps.channels],
  multiplyAdds: maps.batch * inside(maps.width, shape.size) * maps.channels ** 2,
  directions: {
    forward: {
      kernel: (tiles) => convolutionForward(shape, tiles),
      list: (tape) => tape.rawList(CONVOLUTION_STRIDE, USES),
      use: (tape) => {
        const { invocations, quads } = convolutionRows(shape, tape.tiles);
        const sums = ((invocations / quads) * maps.channels) / 2;
        const [x, y, moments] = [room(tape), room(tape), tape.arena.allocate('moments', sums)];
        return (list) => list.push(x, coefficients(tape), 0, y, moments);
      },
    },
    backward: {
      kernel: (tiles) => convolutionBackward(shape, tiles),
      list: (tape) => tape.rawList(CONVOLUTION_BACKWARD_STRIDE, USES),
      use: (tape) => {
        const [x, dy, y, dx] = [room(tape), room(tape), room(tape), room(tape)];
        return (list) => list.push(dy, y, coefficients(tape), 0, x, coefficients(tape), dx);
      },
    },
    weights: {
      kernel: (tiles) => convolutionWeights(shape, tiles),
      list: (tape) => tape.rawList(CONVOLUTION_WEIGHTS_STRIDE, USES),
      use: (tape) => {
        const [x, dy, y] = [room(tape), room(tape), room(tape)];
        const chunks = convolutionChunks(shape, tape.tiles).count;
        const sums = tape.arena.allocate('sums', (chunks * weightNumbers) / 4);
        return (list) => list.push(x, coefficients(tape), dy, y, coefficients(tape), sums);
      },
    },
  },
};
