import { openDevice } from '../../../src/engine/device.ts';
import type { Kernel } from '../../../src/engine/kernel.ts';
import type { WorkList } from '../../../src/engine/list.ts';
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
} from '../../../src/engine/operations/pointwise.ts';
import { ParameterLayout } from '../../../src/engine/parameters.ts';
import { Pipelines } from '../../../src/engine/pipelines.ts';
import { Plan } from '../../../src/engine/plan.ts';
import { mapQuads, type Maps } from '../../../src/engine/shape.ts';
import { ParameterStore } from '../../../src/engine/store.ts';
import { Tape } from '../../../src/engine/tape.ts';
import type { Tiles } from '../../../src/engine/tiles.ts';
import type { PointwiseName } from '../names.ts';
import type { Repeat } from '../timing/rounds.ts';

/** Uses in one dispatch, each of its own maps: as many as a child of twelve separable convolutions has in one cell. */
const USES = 6;
/** Dispatches in one submission. */
const DISPATCHES = 4;

const maps: Maps = { batch: 32, height: 14, width: 14, channels: 16 };
const shape: PointwiseShape = { maps, inputs: maps.channels, relu: false };

/** One direction of the kernel: its work list, and what one use of it names. */
interface Direction {
  readonly kernel: (shape: PointwiseShape, tiles: Tiles) => Kernel;
  readonly list: (tape: Tape) => WorkList;
  /** Reserves room for one use, and returns what puts it on the list. */
  readonly use: (tape: Tape) => (list: WorkList) => void;
}

const directions: Readonly<Record<PointwiseName, Direction>> = {
  forward: {
    kernel: pointwiseForward,
    list: (tape) => tape.list(POINTWISE_STRIDE, USES, POINTWISE_SOURCE_STRIDE, USES),
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
    kernel: pointwiseBackward,
    list: (tape) => tape.list(POINTWISE_BACKWARD_STRIDE, USES),
    use: (tape) => {
      const [dy, y, dx] = [room(tape), room(tape), room(tape)];
      return (list) => list.push(dy, y, coefficients(tape), 0, 0, 0, dx);
    },
  },
  weights: {
    kernel: pointwiseWeights,
    list: (tape) => tape.list(POINTWISE_WEIGHTS_STRIDE, USES),
    use: (tape) => {
      const [x, dy, y] = [room(tape), room(tape), room(tape)];
      const sums = tape.arena.allocate('sums', (pointwiseChunks(maps, tape.tiles) * maps.channels ** 2) / 4);
      return (list) => list.push(x, 0, dy, y, coefficients(tape), sums);
    },
  },
};

const room = (tape: Tape): number => tape.arena.allocate('maps', mapQuads(maps));
/** Finite numbers will do. */
const coefficients = (tape: Tape): number => tape.unitAffine(maps.channels);

/** Multiply–adds of one repetition. */
export const POINTWISE_MULTIPLY_ADDS = DISPATCHES * USES * pointwiseWork(maps, maps.channels);

/** The engine's pointwise kernel alone, in one direction, on the maps of the sep12 child. */
export async function openPointwise(
  name: PointwiseName,
  shared: GPUDevice,
): Promise<{ repeat: Repeat; dispose(): void }> {
  const device = await openDevice(shared);
  const layout = new ParameterLayout();
  layout.declare('weights', [maps.channels, maps.channels]);
  const store = new ParameterStore(device, layout, 1);
  const tape = new Tape(device.tiles, true);
  const { kernel, list: makeList, use } = directions[name];
  const list = makeList(tape);
  const uses = Array.from({ length: USES }, () => use(tape));
  const dispatch = { kernel: kernel(shape, device.tiles), list };
  tape.record({ forward: new Array<typeof dispatch>(DISPATCHES).fill(dispatch) });
  const plan = await Plan.build(device, tape, store, Pipelines.of(shared), 1);
  return {
    async repeat(times) {
      for (let done = 1; ; done++) {
        uses.forEach((put) => put(list));
        const result = plan.submit({ at: 0, quads: 1 });
        if (done === times) return result?.read();
        result?.discard();
      }
    },
    dispose() {
      plan.dispose();
      store.dispose();
    },
  };
}
