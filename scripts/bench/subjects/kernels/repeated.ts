import { openDevice } from '../../../../src/engine/device.ts';
import type { Kernel } from '../../../../src/engine/kernel.ts';
import type { RawList } from '../../../../src/engine/raw-list.ts';
import { ParameterLayout } from '../../../../src/engine/parameters.ts';
import { Pipelines } from '../../../../src/engine/pipelines.ts';
import { Plan } from '../../../../src/engine/plan.ts';
import { mapQuads, type Maps } from '../../../../src/engine/shape.ts';
import { ParameterStore } from '../../../../src/engine/store.ts';
import { Tape } from '../../../../src/engine/tape.ts';
import type { Tiles } from '../../../../src/engine/tiles.ts';
import type { KernelName } from '../../names.ts';
import type { Repeat } from '../../timing/rounds.ts';

/** Uses in one dispatch, each of its own maps: as many as a child of twelve separable convolutions has in one cell. */
export const USES = 6;
/** Dispatches in one submission. */
const DISPATCHES = 4;

/** The maps of the bench's children, at their largest. */
export const maps: Maps = { batch: 32, height: 14, width: 14, channels: 16 };

/** One direction of a kernel: its work list, and what one use of it names. */
export interface Direction {
  readonly kernel: (tiles: Tiles) => Kernel;
  readonly list: (tape: Tape) => RawList;
  /** Reserves room for one use, and returns what puts it on the list. */
  readonly use: (tape: Tape) => (list: RawList) => void;
}

/** An operation whose kernels are timed alone. */
export interface TimedOperation {
  /** Numbers of the one parameter that there is: every use reads it. */
  readonly weights: readonly number[];
  /** Multiply–adds of one use. */
  readonly multiplyAdds: number;
  readonly directions: Readonly<Record<KernelName, Direction>>;
}

export const room = (tape: Tape): number => tape.arena.allocate('maps', mapQuads(maps));
/** Finite numbers will do. */
export const coefficients = (tape: Tape): number => tape.unitAffine(maps.channels);

/** Multiply–adds of one repetition. */
export function repetitionMultiplyAdds({ multiplyAdds }: TimedOperation): number {
  return DISPATCHES * USES * multiplyAdds;
}

/** An operation's kernel alone, in one direction. */
export async function openKernel(
  { weights, directions }: TimedOperation,
  name: KernelName,
  shared: GPUDevice,
): Promise<{ repeat: Repeat; dispose(): void }> {
  const device = await openDevice(shared);
  const layout = new ParameterLayout();
  layout.declare('weights', weights);
  const store = new ParameterStore(device, layout, 1);
  const tape = new Tape(device.tiles, true);
  const { kernel, list: makeList, use } = directions[name];
  const list = makeList(tape);
  const uses = Array.from({ length: USES }, () => use(tape));
  const dispatch = { kernel: kernel(device.tiles), list };
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
