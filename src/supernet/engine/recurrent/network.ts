import type { At } from '../../../engine/words.ts';
import type { ParameterGradients } from '../../../engine/gradients.ts';
import { CharacterBatch } from '../../../engine/layers/recurrent/characters.ts';
import { type RecurrentModel, RecurrentCells } from '../../../engine/layers/recurrent/cells.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { RecurrentConfig } from '../../../space/recurrent/config.ts';
import { STATE_BOUND } from '../../../space/recurrent/state.ts';
import type { Architecture } from '../../../space/space.ts';
import type { Batch } from '../../../task/task.ts';
import { burnIn } from '../../../task/text/split.ts';
import type { EngineNetwork, NetworkSize } from '../network.ts';
import { RecurrentStates } from './states.ts';

/**
 * Recurrent networks on a tape. In training every prediction counts and a child goes on, where the batch says so, from
 * the states that are there at its place; forward only, states start at zero and the burn-in does not count.
 */
export class RecurrentNetwork implements EngineNetwork {
  readonly rows: number;
  readonly #cells: RecurrentCells;
  readonly #characters: CharacterBatch;
  readonly #childOf: (architecture: Architecture) => RecurrentModel;
  readonly states?: RecurrentStates;
  #continues = false;

  constructor(
    tape: Tape,
    { width, nodes, vocabulary, steps }: RecurrentConfig,
    size: NetworkSize,
    childOf: (architecture: Architecture) => RecurrentModel,
    gradients: ParameterGradients | null,
  ) {
    const { batch, lanes } = size;
    const shape = { batch, steps, width, nodes, vocabulary };
    this.#characters = new CharacterBatch(tape, shape);
    const skip = gradients === null ? burnIn(steps) : 0;
    this.#cells = new RecurrentCells(tape, { shape, bound: STATE_BOUND, skip, lanes }, gradients);
    if (gradients !== null) this.states = new RecurrentStates(this.#cells, size, width);
    this.rows = this.#cells.predictions;
    this.#childOf = childOf;
  }

  load(rows: Uint32Array, { continues = false }: Batch): void {
    this.#characters.run(rows);
    this.#continues = continues;
  }

  run(children: readonly Architecture[]): readonly At<'rows'>[] {
    const lossWeight = 1 / (this.rows * children.length);
    const kept = this.#continues ? (this.states?.children ?? 0) : 0;
    const places = children.map((child, lane) => {
      return this.#cells.run(lane, this.#childOf(child), this.#characters.at, lane < kept, lossWeight);
    });
    if (this.states !== undefined) this.states.children = children.length;
    return places;
  }
}
