import type { ParameterGradients } from '../gradients.ts';
import type { RawList } from '../raw-list.ts';
import type { Parameter } from '../parameters.ts';
import { channelQuads, mapQuads, type Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Value } from '../value.ts';
import { floatBits } from '../words.ts';
import {
  GLOBAL_POOL_BACKWARD_STRIDE,
  GLOBAL_POOL_STRIDE,
  globalPoolBackward,
  globalPoolForward,
} from '../kernels/global-pool.ts';
import {
  LINEAR_BACKWARD_STRIDE,
  LINEAR_STRIDE,
  LINEAR_WEIGHTS_STRIDE,
  linearBackward,
  linearForward,
  linearWeights,
  logitQuads,
} from '../kernels/linear.ts';
import { SOFTMAX_STRIDE, softmaxCrossEntropy } from '../kernels/softmax-cross-entropy.ts';

export interface ClassifierSlot {
  readonly pooled: number;
  readonly logits: number;
  /** One vec4 an image: cross-entropy, 1 where the label was named. */
  readonly rows: number;
  readonly logitsGradient: number;
  readonly pooledGradient: number;
  readonly inputGradient: number;
  readonly weightsGradient: number;
}

/** Global average pool, linear layer without bias, softmax cross-entropy with accuracy, for many networks at once. */
export class Classifier {
  readonly #gradients: ParameterGradients | null;
  readonly #pool: RawList;
  readonly #linear: RawList;
  readonly #softmax: RawList;
  readonly #poolBackward: RawList;
  readonly #linearBackward: RawList;
  readonly #weights: RawList | null;

  constructor(tape: Tape, maps: Maps, classes: number, capacity: number, gradients: ParameterGradients | null) {
    const shape = { batch: maps.batch, inputs: maps.channels, outputs: classes };
    this.#gradients = gradients;
    this.#pool = tape.rawList(GLOBAL_POOL_STRIDE, capacity);
    this.#linear = tape.rawList(LINEAR_STRIDE, capacity);
    this.#softmax = tape.rawList(SOFTMAX_STRIDE, capacity);
    this.#poolBackward = tape.rawList(GLOBAL_POOL_BACKWARD_STRIDE, capacity);
    this.#linearBackward = tape.rawList(LINEAR_BACKWARD_STRIDE, capacity);
    this.#weights = gradients && tape.rawDeferred(linearWeights(shape), LINEAR_WEIGHTS_STRIDE, capacity);
    tape.record({
      forward: [
        { kernel: globalPoolForward(maps), list: this.#pool },
        { kernel: linearForward(shape), list: this.#linear },
        { kernel: softmaxCrossEntropy(maps.batch, classes), list: this.#softmax },
      ],
      backward: [
        { kernel: linearBackward(shape), list: this.#linearBackward },
        { kernel: globalPoolBackward(maps), list: this.#poolBackward },
      ],
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
      pooledGradient: training ? arena.allocate(`${name} pooled gradient`, pooledQuads) : 0,
      inputGradient: training ? arena.allocate(`${name} input gradient`, mapQuads(maps)) : 0,
      weightsGradient: training ? arena.allocate(`${name} weights gradient`, (maps.channels * classes + 3) >> 2) : 0,
    };
  }

  /** `labels`: class numbers as floats in the arena; `lossWeight`: what one image's cross-entropy counts in the loss. */
  run(slot: ClassifierSlot, x: Value, weights: Parameter, labels: number, lossWeight: number): void {
    this.#pool.push(x.at, x.affine, slot.pooled);
    this.#linear.push(slot.pooled, weights.at, slot.logits);
    this.#softmax.push(slot.logits, labels, slot.rows, slot.logitsGradient, floatBits(lossWeight));
    if (this.#gradients === null) return;
    this.#linearBackward.push(slot.logitsGradient, weights.at, slot.pooledGradient);
    this.#poolBackward.push(slot.pooledGradient, slot.inputGradient);
    this.#weights?.push(slot.pooled, slot.logitsGradient, slot.weightsGradient);
    this.#gradients.add(weights, slot.weightsGradient, 1);
    x.contribute({ at: slot.inputGradient, z: 1 });
  }
}
