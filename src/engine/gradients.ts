import { type Kernel, rawKernel } from './kernel.ts';
import type { RawList } from './raw-list.ts';
import type { Parameter, ParameterLayout } from './parameters.ts';
import type { Tape } from './tape.ts';
import { WORKGROUP } from './wgsl.ts';

/** Words of an entry: place of the block in the parameters, its vec4, first term, terms, place of the squares. */
const STRIDE = 5;
/** Words of a term: first partial sum of the block, number of partial sums, vec4 from one to the next. */
const TERM_STRIDE = 3;

/** Vec4 that one workgroup takes of a parameter. */
export const BLOCK_QUADS = WORKGROUP;

const reduceKernel: Kernel = rawKernel('update', {
  label: 'parameter gradients',
  stride: STRIDE,
  invocations: BLOCK_QUADS,
  body: /* wgsl */ `
  var sum = vec4f(0);
  if (index < table[entry + 1u]) {
    let first = table[0] + table[entry + 2u] * ${TERM_STRIDE}u;
    let last = first + table[entry + 3u] * ${TERM_STRIDE}u;
    for (var term = first; term < last; term += ${TERM_STRIDE}u) {
      let at = table[term] + index; let count = table[term + 1u]; let step = table[term + 2u];
      for (var i = 0u; i < count; i++) { sum += arena[at + i * step]; }
    }
    gradients[table[entry] + index] = sum;
  }
  arena[table[entry + 4u] + index] = sum * sum;`,
});

/** How many workgroups take a parameter. */
export function blockCount(parameter: Parameter): number {
  return Math.ceil(parameter.quads / BLOCK_QUADS);
}

/**
 * Gathers what the operations of a step left for each parameter that they used, in the order in which they were
 * added, and leaves the squares whose sum is the squared global norm. Parameters that no operation used are not
 * touched.
 */
export class ParameterGradients {
  readonly #list: RawList;
  readonly #terms = new Map<Parameter, number[]>();
  readonly #squaresAt: number;
  readonly #moving: boolean;
  #used: readonly Parameter[] = [];

  /** `uses`: most contributions to one parameter in one step. */
  constructor(tape: Tape, layout: ParameterLayout, uses: number) {
    const blocks = layout.all.reduce((sum, parameter) => sum + blockCount(parameter), 0);
    this.#list = tape.rawList(STRIDE, blocks, TERM_STRIDE, uses * blocks);
    this.#squaresAt = tape.arena.allocate('squared gradients', blocks * BLOCK_QUADS);
    this.#moving = tape.moving;
    if (!tape.moving) return;
    tape.finish({ kernel: reduceKernel, list: this.#list });
    tape.beforeSubmit(() => this.#fill());
  }

  /** `count` partial sums of the parameter's gradient lie end to end from `at`. */
  add(parameter: Parameter, at: number, count: number): void {
    if (!this.#moving) return;
    const terms = this.#terms.get(parameter);
    if (terms === undefined) this.#terms.set(parameter, [at, count]);
    else terms.push(at, count);
  }

  /** The parameters of the step that was filled last. */
  get used(): readonly Parameter[] {
    return this.#used;
  }

  /** Rows of squares that the step leaves, and where. */
  squares(): { readonly at: number; readonly rows: number } {
    return { at: this.#squaresAt, rows: this.#list.count * BLOCK_QUADS };
  }

  #fill(): void {
    this.#used = [...this.#terms.keys()].sort((a, b) => a.index - b.index);
    for (const parameter of this.#used) {
      const terms = this.#terms.get(parameter) as number[];
      for (let block = 0; block < blockCount(parameter); block++) {
        const start = block * BLOCK_QUADS;
        const count = Math.min(BLOCK_QUADS, parameter.quads - start);
        const squares = this.#squaresAt + this.#list.count * BLOCK_QUADS;
        this.#list.push(parameter.at + start, count, this.#list.termCount, terms.length / 2, squares);
        for (let i = 0; i < terms.length; i += 2) {
          this.#list.pushTerm((terms[i] as number) + start, terms[i + 1] as number, parameter.quads);
        }
      }
    }
    this.#terms.clear();
  }
}
