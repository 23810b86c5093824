import type { PackedExamples } from '../../examples.ts';
import { gatherCharacters, windowWords } from '../../kernels/recurrent/characters.ts';
import { groupCount, type RecurrentShape } from '../../kernels/recurrent/shape.ts';
import type { Tape } from '../../tape.ts';
import type { At } from '../../words.ts';
import type { ListOf } from '../../work-list.ts';

/** One row a window of the text, as `CharacterBatch` reads it: row r starts at character r · steps. */
export function packWindows(symbols: Uint8Array, count: number, steps: number): PackedExamples {
  const row = 4 * windowWords(steps);
  const bytes = new Uint8Array(count * row);
  for (let window = 0; window < count; window++) {
    bytes.set(symbols.subarray(window * steps, (window + 1) * steps + 1), window * row);
  }
  return { words: new Uint32Array(bytes.buffer), rows: count };
}

/** A batch of windows in the arena, gathered on the device from the table that the plan is given. */
export class CharacterBatch {
  /** A vec4 a place, group after group, `steps` + 1 in each. */
  readonly at: At<'characters'>;
  readonly #list: ListOf<typeof gatherCharacters>;

  /** Must be recorded before whatever reads it. */
  constructor(tape: Tape, shape: RecurrentShape) {
    this.at = tape.arena.allocate('characters', groupCount(shape) * (shape.steps + 1));
    this.#list = tape.list(gatherCharacters(shape), 1, shape.batch);
    tape.record({ forward: [this.#list] });
  }

  /** The rows of the next step's windows. */
  run(rows: Uint32Array): void {
    this.#list.push({ characters: this.at });
    for (const row of rows) this.#list.pushTerm({ row });
  }
}
