import type { ParameterGradients } from '../gradients.ts';
import type { ListOf } from '../work-list.ts';
import type { Parameter } from '../parameters.ts';
import { channelQuads, mapQuads, type Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Value } from '../value.ts';
import { type At, floatBits, NOWHERE } from '../words.ts';
import { globalPoolBackward, globalPoolForward } from '../kernels/global-pool.ts';
import { linearBackward, linearForward, linearWeights, logitQuads } from '../kernels/linear.ts';
import { softmaxCrossEntropy } from '../kernels/softmax-cross-entropy.ts';

export interface ClassifierSlot {
  readonly pooled: At<'values'>;
  readonly logits: At<'values'>;
  /** One vec4 an image: cross-entropy, 1 where the label was named. */
  readonly rows: At<'rows'>;
  readonly logitsGradient: At<'gradient'>;
  readonly pooledGradient: At<'gradient'>;
  readonly inputGradient: At<'gradient'>;
  readonly weightsGradient: At<'partials'>;
}

/** Global average pool, linear layer without bias, softmax cross-entropy with accuracy, for many networks at once. */
export class Classifier {
  readonly #gradients: ParameterGradients | null;
  readonly #pool: ListOf<typeof globalPoolForward>;
  readonly #linear: ListOf<typeof linearForward>;
  readonly #softmax: ListOf<typeof softmaxCrossEntropy>;
  readonly #poolBackward: ListOf<typeof globalPoolBackward>;
  readonly #linearBackward: ListOf<typeof linearBackward>;
  readonly #weights: ListOf<typeof linearWeights> | null;

  constructor(tape: Tape, maps: Maps, classes: number, capacity: number, gradients: ParameterGradients | null) {
    const shape = { batch: maps.batch, inputs: maps.channels, outputs: classes };
    this.#gradients = gradients;
    this.#pool = tape.list(globalPoolForward(maps), capacity);
    this.#linear = tape.list(linearForward(shape), capacity);
    this.#softmax = tape.list(softmaxCrossEntropy(maps.batch, classes), capacity);
    this.#poolBackward = tape.list(globalPoolBackward(maps), capacity);
    this.#linearBackward = tape.list(linearBackward(shape), capacity);
    this.#weights = gradients && tape.deferred(linearWeights(shape), capacity);
    tape.record({
      forward: [this.#pool, this.#linear, this.#softmax],
      backward: [this.#linearBackward, this.#poolBackward],
    });
  }

  static slot(tape: Tape, name: string, maps: Maps, classes: number): ClassifierSlot {
    const { arena, training } = tape;
    const pooledQuads = maps.batch * channelQuads(maps.channels);
    const logits = maps.batch * logitQuads(classes);
    return {
      pooled: arena.allocate(`${name} pooled`, pooledQuads),
      logits: arena.allocate(`${name} logits`, logits),
      rows: arena.allocate(`${name} losses`, maps.batch),
      logitsGradient: arena.allocate(`${name} logits gradient`, logits),
      pooledGradient: training ? arena.allocate(`${name} pooled gradient`, pooledQuads) : NOWHERE,
      inputGradient: training ? arena.allocate(`${name} input gradient`, mapQuads(maps)) : NOWHERE,
      weightsGradient: training
        ? arena.allocate(`${name} weights gradient`, (maps.channels * classes + 3) >> 2)
        : NOWHERE,
    };
  }

  /** `labels`: class numbers as floats in the arena; `lossWeight`: what one image's cross-entropy counts in the loss. */
  run(slot: ClassifierSlot, x: Value, weights: Parameter, labels: At<'labels'>, lossWeight: number): void {
    const { pooled, logits, logitsGradient, pooledGradient, inputGradient, weightsGradient } = slot;
    const w = weights.at;
    this.#pool.push({ x: x.at, affine: x.affine, out: pooled });
    this.#linear.push({ x: pooled, w, out: logits });
    this.#softmax.push({ logits, labels, rows: slot.rows, gradient: logitsGradient, factor: floatBits(lossWeight) });
    if (this.#gradients === null) return;
    this.#linearBackward.push({ g: logitsGradient, w, out: pooledGradient });
    this.#poolBackward.push({ g: pooledGradient, out: inputGradient });
    this.#weights?.push({ x: pooled, g: logitsGradient, out: weightsGradient });
    this.#gradients.add(weights, weightsGradient, 1);
    x.contribute({ at: inputGradient, z: 1 });
  }
}
