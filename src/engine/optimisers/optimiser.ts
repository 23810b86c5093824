import { BLOCK_QUADS, blockCount, type ParameterGradients } from '../gradients.ts';
import { updateKernel } from '../kernel.ts';

import type { Parameter, ParameterLayout } from '../parameters.ts';
import type { Tape } from '../tape.ts';
import type { ListOf } from '../work-list.ts';
import { type At, at, count, flag, float, floatBits, past, words } from '../words.ts';

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

/** A block of `quads` parameters, whether the step used them, and what the rule's `corrections` returned. */
const entry = words({ block: at('weights'), quads: count, used: flag, correction0: float, correction1: float });
/** The one term; `squares`: the row whose lanes add up to the squared norm of all gradients. */
const step = words({ learning_rate: float, decay: float, clip: float, squares: at('rows') });

const updateParameters = (rule: UpdateRule) =>
  updateKernel({
    label: `${rule.name} update`,
    entry,
    term: step,
    invocations: BLOCK_QUADS,
    body: /* wgsl */ `
  if (index >= quads) { return; }
  let rates = ${step.start('0u')};
${step.read('rates')}
  let lanes = arena[squares];
  let squared = lanes.x + lanes.y + lanes.z + lanes.w;
  // All exponent bits set: infinite or not a number. The weights then stay those of the last good step.
  if ((bitcast<u32>(squared) & 0x7f800000u) == 0x7f800000u) { return; }
  let norm = sqrt(squared);
  let factor = select(1.0, clip / max(norm, clip), clip > 0.0);
  let at = block + index;
  let correction = vec2f(correction0, correction1);
  let loss_gradient = select(vec4f(0), gradients[at] * factor, used);
  let g = loss_gradient + decay * weights[at];
${rule.code}`,
  });

/**
 * Moves the flat range of parameters in one dispatch, in PyTorch's order: clip by global norm, add weight decay, apply
 * the rule. Parameters that a step did not use stay exactly as they are, unless `moveUnused`.
 */
export class Optimiser {
  readonly #config: UpdateConfig;
  readonly #layout: ParameterLayout;
  readonly #gradients: ParameterGradients;
  readonly #list: ListOf<typeof updateParameters>;
  readonly #squares: At<'rows'>;
  readonly #steps: OptimiserSteps;
  #learningRate: number | null = null;

  /** `squares`: the row whose four lanes add up to the squared global norm. */
  constructor(
    tape: Tape,
    layout: ParameterLayout,
    gradients: ParameterGradients,
    config: UpdateConfig,
    squares: At<'rows'>,
    steps: OptimiserSteps,
  ) {
    this.#config = config;
    this.#layout = layout;
    this.#gradients = gradients;
    this.#squares = squares;
    this.#steps = steps;
    const blocks = layout.all.reduce((sum, parameter) => sum + blockCount(parameter), 0);
    this.#list = tape.list(updateParameters(config.rule), blocks, 1);
    tape.finish(this.#list);
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
    this.#list.pushTerm({
      learning_rate: floatBits(this.#learningRate),
      decay: floatBits(weightDecay),
      clip: floatBits(clipNorm),
      squares: this.#squares,
    });
    for (const parameter of moveUnused ? this.#layout.all : this.#gradients.used) {
      const steps = this.#steps.of(parameter) + 1;
      this.#steps.set(parameter, steps);
      const [one, two] = rule.corrections(steps);
      const isUsed = used.has(parameter) ? 1 : 0;
      const [correction0, correction1] = [floatBits(one), floatBits(two)];
      for (let start = 0; start < parameter.quads; start += BLOCK_QUADS) {
        const quads = Math.min(BLOCK_QUADS, parameter.quads - start);
        this.#list.push({ block: past(parameter.at, start), quads, used: isUsed, correction0, correction1 });
      }
    }
    this.#learningRate = null;
  }
}
