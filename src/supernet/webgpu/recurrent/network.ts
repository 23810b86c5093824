import type { ParameterGradients } from '../../../engine/gradients.ts';
import { CharacterBatch } from '../../../engine/operations/recurrent/characters.ts';
import { type RecurrentChild, RecurrentCells } from '../../../engine/operations/recurrent/recurrentCells.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { RecurrentConfig } from '../../../space/recurrent/config.ts';
import { STATE_BOUND } from '../../../space/recurrent/state.ts';
import type { Architecture } from '../../../space/space.ts';
import type { Batch } from '../../../task/task.ts';
import { burnIn } from '../../../task/text/split.ts';
import type { EngineNetwork, NetworkSize } from '../family.ts';

/** Which network of a family trained last: only its states are those of the batch before. */
export interface LatestTrained {
  network: RecurrentNetwork | null;
}

/**
 * Recurrent networks on a tape. In training every prediction counts and a child goes on, where the batch says so, from
 * the states that the child at its place left; forward only, states start at zero and the burn-in does not count.
 */
export class RecurrentNetwork implements EngineNetwork {
  readonly rows: number;
  readonly #cells: RecurrentCells;
  readonly #characters: CharacterBatch;
  readonly #childOf: (architecture: Architecture) => RecurrentChild;
  readonly #training: boolean;
  readonly #latest: LatestTrained;
  #continues = false;
  /** Children of the latest batch, whose states are still there. */
  #left = 0;

  constructor(
    tape: Tape,
    { width, nodes, vocabulary, steps }: RecurrentConfig,
    { batch, lanes }: NetworkSize,
    childOf: (architecture: Architecture) => RecurrentChild,
    gradients: ParameterGradients | null,
    latest: LatestTrained,
  ) {
    this.#latest = latest;
    const shape = { batch, steps, width, nodes, vocabulary };
    this.#training = gradients !== null;
    this.#characters = new CharacterBatch(tape, shape);
    const skip = this.#training ? 0 : burnIn(steps);
    this.#cells = new RecurrentCells(tape, { shape, bound: STATE_BOUND, skip, lanes }, gradients);
    this.rows = this.#cells.predictions;
    this.#childOf = childOf;
  }

  load(rows: Uint32Array, { continues = false }: Batch): void {
    this.#characters.run(rows);
    this.#continues = continues && this.#latest.network === this;
  }

  run(children: readonly Architecture[]): readonly number[] {
    const lossWeight = 1 / (this.rows * children.length);
    const places = children.map((child, lane) => {
      const continues = this.#continues && lane < this.#left;
      return this.#cells.run(lane, this.#childOf(child), this.#characters.at, continues, lossWeight);
    });
    if (this.#training) this.#latest.network = this;
    this.#left = children.length;
    return places;
  }
}
