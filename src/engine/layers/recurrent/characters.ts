import type { PackedExamples } from '../../examples.ts';
import { rawKernel, type Kernel } from '../../kernel.ts';
import type { RawList } from '../../raw-list.ts';
import type { Tape } from '../../tape.ts';
import { repeat } from '../../wgsl.ts';
import { GROUP, groupCount, type RecurrentShape } from '../../kernels/recurrent/shape.ts';

/** Words of a row: `steps` characters and the one after them, a byte each. */
export function windowWords(steps: number): number {
  return Math.ceil((steps + 1) / 4);
}

/** One row a window of the text, as `CharacterBatch` reads it: row r starts at character r · steps. */
export function packWindows(symbols: Uint8Array, count: number, steps: number): PackedExamples {
  const row = 4 * windowWords(steps);
  const bytes = new Uint8Array(count * row);
  for (let window = 0; window < count; window++) {
    bytes.set(symbols.subarray(window * steps, (window + 1) * steps + 1), window * row);
  }
  return { words: new Uint32Array(bytes.buffer), rows: count };
}

/** Words of an entry: characters in the arena. A term is the row of a window. */
const STRIDE = 1;
const TERM_STRIDE = 1;

/** Copies rows of the table: a vec4 of character numbers for each group and step, one more step than is read. */
function gatherCharacters(shape: RecurrentShape): Kernel {
  const { batch, steps } = shape;
  const lane = (i: number): string => /* wgsl */ `
  let row${i} = table[table[0] + min(lot * ${GROUP}u + ${i}u, ${batch - 1}u)] * ${windowWords(steps)}u;
  let symbol${i} = (examples[row${i} + step / 4u] >> (8u * (step % 4u))) & 255u;`;
  return rawKernel('examples', {
    label: `gather ${batch} windows of ${steps}`,
    stride: STRIDE,
    invocations: groupCount(shape) * (steps + 1),
    body: /* wgsl */ `
  let lot = index / ${steps + 1}u;
  let step = index % ${steps + 1}u;
${repeat(GROUP, lane)}
  arena[table[entry] + index] = vec4f(vec4u(symbol0, symbol1, symbol2, symbol3));`,
  });
}

/** A batch of windows in the arena, gathered on the device from the table that the plan is given. */
export class CharacterBatch {
  /** A vec4 a place, group after group, `steps` + 1 in each. */
  readonly at: number;
  readonly #list: RawList;

  /** Must be recorded before whatever reads it. */
  constructor(tape: Tape, shape: RecurrentShape) {
    this.at = tape.arena.allocate('characters', groupCount(shape) * (shape.steps + 1));
    this.#list = tape.rawList(STRIDE, 1, TERM_STRIDE, shape.batch);
    tape.record({ forward: [{ kernel: gatherCharacters(shape), list: this.#list }] });
  }

  /** The rows of the next step's windows. */
  run(rows: Uint32Array): void {
    this.#list.push(this.at);
    for (const row of rows) this.#list.pushTerm(row);
  }
}
