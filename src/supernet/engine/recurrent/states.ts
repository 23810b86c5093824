import type { ArenaRange } from '../../../engine/arena.ts';
import { fromLanes, groupsOf, LANES, toLanes } from '../../../engine/lanes.ts';
import type { RecurrentCells } from '../../../engine/layers/recurrent/cells.ts';
import type { StoredTensor } from '../../supernet.ts';
import type { CarriedStates } from '../network.ts';

/** The states in which a network's latest batch left its children. They stay in the arena, four sequences to a vec4. */
export class RecurrentStates implements CarriedStates {
  /** Children whose states are there. */
  children = 0;
  readonly #cells: RecurrentCells;
  readonly #batch: number;
  readonly #width: number;
  readonly #lanes: number;

  constructor(cells: RecurrentCells, size: { readonly batch: number; readonly lanes: number }, width: number) {
    this.#cells = cells;
    this.#batch = size.batch;
    this.#width = width;
    this.#lanes = size.lanes;
  }

  get ranges(): ArenaRange[] {
    return Array.from({ length: this.children }, (_, lane) => this.#cells.left(lane)).flat();
  }

  read(values: Float32Array): StoredTensor[] {
    const [batch, width] = [this.#batch, this.#width];
    const size = groupsOf(batch) * LANES * width;
    return Array.from({ length: values.length / size }, (_, child) => ({
      shape: [batch, width],
      values: fromLanes(values.subarray(child * size, (child + 1) * size), batch, width),
    }));
  }

  replace(states: readonly StoredTensor[]): { readonly at: number; readonly values: Float32Array }[] {
    const fitting = states.slice(0, this.#lanes).filter(({ shape }) => shape[0] === this.#batch);
    this.children = fitting.length;
    return fitting.flatMap(({ values }, lane) => {
      const all = toLanes(values, this.#batch, this.#width);
      let at = 0;
      return this.#cells.left(lane).map((range) => {
        const part = all.subarray(at, (at += range.quads * LANES));
        return { at: range.at, values: part };
      });
    });
  }
}
