import { BLOCK_QUADS, blockCount, type ParameterGradients } from '../gradients.ts';
import { type Kernel, rawKernel } from '../kernel.ts';
import type { RawList } from '../raw-list.ts';
import type { Parameter, ParameterLayout } from '../parameters.ts';
import type { Tape } from '../tape.ts';
import { floatBits } from '../words.ts';

/** What one optimiser does to one vec4 of weights. */
export interface UpdateRule {
  readonly name: string;
  /** How many of `first` and `second` it keeps. */
  readonly quantities: 1 | 2;
  /**
   * WGSL that moves `weights[at]` and the state at `at` by the gradient `g`, given `learning_rate` and `correction`
   * (what `corrections` returned).
   */
  readonly code: string;
  /** Two numbers that depend on how often the parameter has moved, this time included. */
  corrections(steps: number): readonly [number, number];
}

/** What stays the same over all steps. */
export interface UpdateConfig {
  readonly rule: UpdateRule;
  /** Adds `weightDecay · w` to the gradient, after clipping. */
  readonly weightDecay: number;
  /** Parameters that the step did not use take part with a gradient of zero. */
  readonly moveUnused: boolean;
  /** Largest global norm of the gradient; 0 means none. */
  readonly clipNorm: number;
}

/** How often each parameter has moved; shared by the plans that move the same parameters. */
export class OptimiserSteps {
  readonly #steps: Uint32Array;

  constructor(layout: ParameterLayout) {
    this.#steps = new Uint32Array(layout.all.length);
  }

  of(parameter: Parameter): number {
    return this.#steps[parameter.index] as number;
  }

  set(parameter: Parameter, steps: number): void {
    this.#steps[parameter.index] = steps;
  }

  clear(): void {
    this.#steps.fill(0);
  }
}

/** Words of an entry: place of the block, its vec4, whether it was used, two corrections. */
const STRIDE = 5;
/** Words of the one term: learning rate, weight decay, clip norm, place of the squared norm's row. */
const TERM_STRIDE = 4;

function updateParameters(rule: UpdateRule): Kernel {
  return rawKernel('update', {
    label: `${rule.name} update`,
    stride: STRIDE,
    invocations: BLOCK_QUADS,
    body: /* wgsl */ `
  if (index >= table[entry + 1u]) { return; }
  let step = table[0];
  let learning_rate = bitcast<f32>(table[step]); let decay = bitcast<f32>(table[step + 1u]);
  let clip = bitcast<f32>(table[step + 2u]);
  let squares = arena[table[step + 3u]];
  let squared = squares.x + squares.y + squares.z + squares.w;
  // All exponent bits set: infinite or not a number. The weights then stay those of the last good step.
  if ((bitcast<u32>(squared) & 0x7f800000u) == 0x7f800000u) { return; }
  let norm = sqrt(squared);
  let factor = select(1.0, clip / max(norm, clip), clip > 0.0);
  let at = table[entry] + index;
  let correction = vec2f(bitcast<f32>(table[entry + 3u]), bitcast<f32>(table[entry + 4u]));
  let loss_gradient = select(vec4f(0), gradients[at] * factor, table[entry + 2u] == 1u);
  let g = loss_gradient + decay * weights[at];
${rule.code}`,
  });
}

/**
 * Moves the flat range of parameters in one dispatch, in PyTorch's order: clip by global norm, add weight decay, apply
 * the rule. Parameters that a step did not use stay exactly as they are, unless `moveUnused`.
 */
export class Optimiser {
  readonly #config: UpdateConfig;
  readonly #layout: ParameterLayout;
  readonly #gradients: ParameterGradients;
  readonly #list: RawList;
  readonly #normAt: number;
  readonly #steps: OptimiserSteps;
  #learningRate: number | null = null;

  /** `normAt`: where in the arena the row lies whose four lanes add up to the squared global norm. */
  constructor(
    tape: Tape,
    layout: ParameterLayout,
    gradients: ParameterGradients,
    config: UpdateConfig,
    normAt: number,
    steps: OptimiserSteps,
  ) {
    this.#config = config;
    this.#layout = layout;
    this.#gradients = gradients;
    this.#normAt = normAt;
    this.#steps = steps;
    const blocks = layout.all.reduce((sum, parameter) => sum + blockCount(parameter), 0);
    this.#list = tape.rawList(STRIDE, blocks, TERM_STRIDE, 1);
    tape.finish({ kernel: updateParameters(config.rule), list: this.#list });
    tape.beforeSubmit(() => this.#fill());
  }

  /** The next submission moves the parameters; without this call it only leaves gradients. */
  move(learningRate: number): void {
    this.#learningRate = learningRate;
  }

  #fill(): void {
    if (this.#learningRate === null) return;
    const { rule, weightDecay, moveUnused, clipNorm } = this.#config;
    const used = new Set(this.#gradients.used);
    this.#list.pushTerm(floatBits(this.#learningRate), floatBits(weightDecay), floatBits(clipNorm), this.#normAt);
    for (const parameter of moveUnused ? this.#layout.all : this.#gradients.used) {
      const steps = this.#steps.of(parameter) + 1;
      this.#steps.set(parameter, steps);
      const [one, two] = rule.corrections(steps);
      for (let block = 0; block < blockCount(parameter); block++) {
        const start = block * BLOCK_QUADS;
        const count = Math.min(BLOCK_QUADS, parameter.quads - start);
        this.#list.push(parameter.at + start, count, used.has(parameter) ? 1 : 0, floatBits(one), floatBits(two));
      }
    }
    this.#learningRate = null;
  }
}
