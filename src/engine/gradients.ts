import { updateKernel } from './kernel.ts';
import type { Parameter, ParameterLayout } from './parameters.ts';
import type { Tape } from './tape.ts';
import { WORKGROUP } from './wgsl.ts';
import { type At, at, count, past, termIndex, words } from './words.ts';
import type { ListOf } from './work-list.ts';

/** Vec4 that one workgroup takes of a parameter. */
export const BLOCK_QUADS = WORKGROUP;

/** A block of `quads` vec4 of the gradients from `to` on, its parts, and the squares that it leaves. */
const entry = words({
  to: at('weights'),
  quads: count,
  firstPart: termIndex,
  parts: count,
  squares: at('rows'),
});
/** Sets of partial sums, `step` vec4 from one to the next. */
const part = words({ partials: at('partials'), sets: count, step: count });

const reduceGradients = () =>
  updateKernel({
    label: 'parameter gradients',
    entry,
    term: part,
    invocations: BLOCK_QUADS,
    body: /* wgsl */ `
  var sum = vec4f(0);
  if (index < quads) {
${part.range('firstPart', 'parts')}
${part.each('    for (var i = 0u; i < sets; i++) { sum += arena[partials + index + i * step]; }')}
    gradients[to + index] = sum;
  }
  arena[squares + index] = sum * sum;`,
  });

/** `count` partial sums of a parameter's gradient, end to end. */
interface Part {
  readonly at: At<'partials'>;
  readonly count: number;
}

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
  readonly #list: ListOf<typeof reduceGradients>;
  readonly #parts = new Map<Parameter, Part[]>();
  readonly #squares: At<'rows'>;
  readonly #moving: boolean;
  #used: readonly Parameter[] = [];

  /** `uses`: most contributions to one parameter in one step. */
  constructor(tape: Tape, layout: ParameterLayout, uses: number) {
    const blocks = layout.all.reduce((sum, parameter) => sum + blockCount(parameter), 0);
    this.#list = tape.list(reduceGradients(), blocks, uses * blocks);
    this.#squares = tape.arena.allocate('squared gradients', blocks * BLOCK_QUADS);
    this.#moving = tape.moving;
    if (!tape.moving) return;
    tape.finish(this.#list);
    tape.beforeSubmit(() => this.#fill());
  }

  /** `count` partial sums of the parameter's gradient lie end to end from `at`. */
  add(parameter: Parameter, at: At<'partials'>, count: number): void {
    if (!this.#moving) return;
    const parts = this.#parts.get(parameter);
    if (parts === undefined) this.#parts.set(parameter, [{ at, count }]);
    else parts.push({ at, count });
  }

  /** The parameters of the step that was filled last. */
  get used(): readonly Parameter[] {
    return this.#used;
  }

  /** Rows of squares that the step leaves, and where. */
  squares(): { readonly at: At<'rows'>; readonly rows: number } {
    return { at: this.#squares, rows: this.#list.count * BLOCK_QUADS };
  }

  #fill(): void {
    this.#used = [...this.#parts.keys()].sort((a, b) => a.index - b.index);
    for (const parameter of this.#used) {
      const parts = this.#parts.get(parameter) as Part[];
      for (let block = 0; block < blockCount(parameter); block++) {
        const start = block * BLOCK_QUADS;
        this.#list.push({
          to: past(parameter.at, start),
          quads: Math.min(BLOCK_QUADS, parameter.quads - start),
          firstPart: this.#list.nextTerm,
          parts: parts.length,
          squares: past(this.#squares, this.#list.count * BLOCK_QUADS),
        });
        for (const { at, count } of parts) {
          this.#list.pushTerm({ partials: past(at, start), sets: count, step: parameter.quads });
        }
      }
    }
    this.#parts.clear();
  }
}
