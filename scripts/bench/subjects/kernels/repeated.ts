import { openDevice } from '../../../../src/engine/device.ts';
import type { Kernel } from '../../../../src/engine/kernel.ts';
import { ParameterLayout } from '../../../../src/engine/parameters.ts';
import { Pipelines } from '../../../../src/engine/pipelines.ts';
import { Plan } from '../../../../src/engine/plan.ts';
import { mapQuads, type Maps } from '../../../../src/engine/shape.ts';
import { ParameterStore } from '../../../../src/engine/store.ts';
import { Tape } from '../../../../src/engine/tape.ts';
import type { Tiles } from '../../../../src/engine/tiles.ts';
import type { At, Written } from '../../../../src/engine/words.ts';
import type { WorkList } from '../../../../src/engine/work-list.ts';
import type { KernelName } from '../../names.ts';
import type { Repeat } from '../../timing/rounds.ts';

/** Uses in one dispatch, each of its own maps: as many as a child of twelve separable convolutions has in one cell. */
const USES = 6;
/** Dispatches in one submission. */
const DISPATCHES = 4;

/** The maps of the bench's children, at their largest. */
export const maps: Maps = { batch: 32, height: 14, width: 14, channels: 16 };

/** One direction of a kernel: its work list with room for all uses, and what puts them on it. */
export type Direction = (tape: Tape) => { readonly list: WorkList; readonly fill: () => void };

/** The direction of a kernel that `make` makes; `use` reserves room for one use, and returns what puts it on the list. */
export function direction<Entry extends Written, Term extends Written>(
  make: (tiles: Tiles) => Kernel<Entry, Term>,
  use: (tape: Tape) => (list: WorkList<Entry, Term>) => void,
): Direction {
  return (tape) => {
    const list = tape.list(make(tape.tiles), USES, USES);
    const uses = Array.from({ length: USES }, () => use(tape));
    return { list, fill: () => uses.forEach((put) => put(list)) };
  };
}

/** An operation whose kernels are timed alone. */
export interface TimedOperation {
  /** Numbers of the one parameter that there is: every use reads it. */
  readonly weights: readonly number[];
  /** Multiply–adds of one use. */
  readonly multiplyAdds: number;
  readonly directions: Readonly<Record<KernelName, Direction>>;
}

export const room = (tape: Tape): At<never> => tape.arena.allocate('maps', mapQuads(maps));
/** Finite numbers will do, for affines and coefficients. */
export const coefficients = (tape: Tape): At<never> => tape.unitAffine(maps.channels) as At<never>;

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
  const { list, fill } = directions[name](tape);
  tape.record({ forward: new Array<WorkList>(DISPATCHES).fill(list) });
  const plan = await Plan.build(device, tape, store, Pipelines.of(shared), 1);
  return {
    async repeat(times) {
      for (let done = 1; ; done++) {
        fill();
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
