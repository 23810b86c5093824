import {
  convolutionBackward,
  convolutionChunks,
  convolutionForward,
  convolutionRows,
  type ConvolutionShape,
  convolutionWeights,
} from '../../../../src/engine/kernels/convolution.ts';
import { NOWHERE } from '../../../../src/engine/words.ts';
import { inside } from '../taps.ts';
import { coefficients, direction, maps, room, type TimedOperation } from './repeated.ts';

/** The dense convolution 5×5 of a macro layer. */
const shape: ConvolutionShape = { input: maps, channels: maps.channels, size: 5, stride: 1, relu: true };
/** The one parameter lies first of all. */
const w = NOWHERE;
const weightNumbers = shape.size ** 2 * maps.channels ** 2;

/** Where a macro child of dense convolutions spends most of its work. */
export const dense: TimedOperation = {
  weights: [shape.size, shape.size, maps.channels, maps.channels],
  multiplyAdds: maps.batch * inside(maps.width, shape.size) * maps.channels ** 2,
  directions: {
    forward: direction(
      (tiles) => convolutionForward(shape, tiles),
      (tape) => {
        const { invocations, quads } = convolutionRows(shape, tape.tiles);
        const sums = ((invocations / quads) * maps.channels) / 2;
        const [x, out, moments] = [room(tape), room(tape), tape.arena.allocate('moments', sums)];
        return (list) => list.push({ x, affine: coefficients(tape), w, out, moments });
      },
    ),
    backward: direction(
      (tiles) => convolutionBackward(shape, tiles),
      (tape) => {
        const [x, g, y, out] = [room(tape), room(tape), room(tape), room(tape)];
        const affine = coefficients(tape);
        return (list) => list.push({ g, y, coefficients: affine, w, x, affine, out });
      },
    ),
    weights: direction(
      (tiles) => convolutionWeights(shape, tiles),
      (tape) => {
        const [x, g, y] = [room(tape), room(tape), room(tape)];
        const chunks = convolutionChunks(shape, tape.tiles).count;
        const partials = tape.arena.allocate('sums', (chunks * weightNumbers) / 4);
        const affine = coefficients(tape);
        return (list) => list.push({ x, affine, g, y, coefficients: affine, partials });
      },
    ),
  },
};
