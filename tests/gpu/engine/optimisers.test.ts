import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ParameterGradients } from '../../../src/engine/gradients.ts';
import { adam } from '../../../src/engine/optimisers/adam.ts';
import { nesterov } from '../../../src/engine/optimisers/nesterov.ts';
import { Optimiser, OptimiserSteps, type UpdateRule } from '../../../src/engine/optimisers/optimiser.ts';
import { type Parameter, ParameterLayout } from '../../../src/engine/parameters.ts';
import { Plan } from '../../../src/engine/plan.ts';
import { ParameterStore } from '../../../src/engine/store.ts';
import { Tape } from '../../../src/engine/tape.ts';
import type { At } from '../../../src/engine/words.ts';
import { softwareTiles } from '../../../src/engine/tiles.ts';
import { rmsAdam } from '../../../src/engine/optimisers/rms-adam.ts';
import { Totals } from '../../../src/engine/layers/totals.ts';
import { expectClose, randomNumbers, sharedDevice } from './rig.ts';

beforeAll(() => tf.setBackend('cpu'));

const STEPS = 20;
const RATE = 0.05;

interface Kept {
  w: number[];
  first: number[];
  second: number[];
  steps: number;
}

/** The textbook rules in doubles, one weight at a time. */
const textbook: Record<string, (kept: Kept, i: number, g: number) => void> = {
  nesterov: ({ w, first }, i, g) => {
    first[i] = 0.9 * (first[i] as number) + g;
    w[i] = (w[i] as number) - RATE * (g + 0.9 * first[i]);
  },
  adam: ({ w, first, second, steps }, i, g) => {
    first[i] = 0.9 * (first[i] as number) + 0.1 * g;
    second[i] = 0.999 * (second[i] as number) + 0.001 * g * g;
    const [mean, square] = [first[i] / (1 - 0.9 ** steps), second[i] / (1 - 0.999 ** steps)];
    w[i] = (w[i] as number) - (RATE * mean) / (Math.sqrt(square) + 1e-8);
  },
  'adam without first moment': ({ w, first, steps }, i, g) => {
    first[i] = 0.999 * (first[i] as number) + 0.001 * g * g;
    w[i] = (w[i] as number) - (RATE * Math.sqrt(1 - 0.999 ** steps) * g) / (Math.sqrt(first[i]) + 1e-3);
  },
};

/** Two parameters, one longer than a block; the second is used in every third step only. */
class Trial {
  readonly layout = new ParameterLayout();
  readonly long = this.layout.declare('long', [261]);
  readonly short = this.layout.declare('short', [3]);
  readonly tape = new Tape(softwareTiles, true);
  readonly gradients = new ParameterGradients(this.tape, this.layout, 2);
  readonly totals = new Totals(this.tape, 'norm', 1);
  readonly places: ReadonlyMap<Parameter, At<'partials'>>;

  constructor() {
    this.places = new Map(this.layout.all.map((one) => [one, this.tape.arena.allocate(one.key, 2 * one.quads)]));
    this.tape.beforeSubmit(() => {
      const { at, rows } = this.gradients.squares();
      this.totals.run(0, at, rows, 1);
    });
  }

  async run(rule: UpdateRule, moveUnused: boolean, clipNorm: number, spoilStep = -1): Promise<Float32Array[]> {
    const { device, pipelines } = await sharedDevice();
    const update = { rule, weightDecay: 0.01, moveUnused, clipNorm };
    const steps = new OptimiserSteps(this.layout);
    const optimiser = new Optimiser(this.tape, this.layout, this.gradients, update, this.totals.at, steps);
    const store = new ParameterStore(device, this.layout, rule.quantities);
    for (const one of this.layout.all) store.write('weights', one, randomNumbers(one.numbers, one.index));
    const plan = await Plan.build(device, this.tape, store, pipelines, 1);
    for (let step = 0; step < STEPS; step++) {
      for (const one of usedAt(this, step)) {
        const at = this.places.get(one) as At<'partials'>;
        const partials = partialsOf(one, step);
        if (step === spoilStep) partials[1] = NaN;
        plan.write(at, partials);
        this.gradients.add(one, at, 2);
      }
      optimiser.move(RATE);
      plan.submit();
    }
    const weights = await store.read('weights', this.layout.all);
    plan.dispose();
    store.dispose();
    return weights;
  }
}

const usedAt = ({ long, short }: Trial, step: number): Parameter[] => (step % 3 === 0 ? [long, short] : [long]);

/** Two partial sums of a gradient, padded to whole vec4. */
function partialsOf({ numbers, quads, index }: Parameter, step: number): Float32Array {
  const partials = new Float32Array(8 * quads);
  const values = randomNumbers(2 * numbers, 100 + 2 * step + index);
  partials.set(values.subarray(0, numbers));
  partials.set(values.subarray(numbers), 4 * quads);
  return partials;
}

function expectedWeights(trial: Trial, rule: string, moveUnused: boolean, clipNorm: number): number[][] {
  const kept = trial.layout.all.map(({ numbers, index }): Kept => ({
    w: [...randomNumbers(numbers, index)],
    first: new Array<number>(numbers).fill(0),
    second: new Array<number>(numbers).fill(0),
    steps: 0,
  }));
  for (let step = 0; step < STEPS; step++) {
    const used = usedAt(trial, step);
    const gradients = trial.layout.all.map((one) => {
      const partials = partialsOf(one, step);
      return Array.from({ length: one.numbers }, (_, i) =>
        used.includes(one) ? (partials[i] as number) + (partials[4 * one.quads + i] as number) : 0,
      );
    });
    const norm = Math.sqrt(gradients.flat().reduce((sum, g) => sum + g * g, 0));
    const factor = clipNorm > 0 ? clipNorm / Math.max(norm, clipNorm) : 1;
    for (const one of moveUnused ? trial.layout.all : used) {
      const state = kept[one.index] as Kept;
      state.steps++;
      gradients[one.index]?.forEach((g, i) => textbook[rule]?.(state, i, factor * g + 0.01 * (state.w[i] as number)));
    }
  }
  return kept.map(({ w }) => w);
}

describe.each([nesterov, adam, rmsAdam])('$name', (rule) => {
  test.each([
    { moveUnused: false, clipNorm: 5 },
    { moveUnused: true, clipNorm: 0 },
  ])('20 steps are those of the textbook ($moveUnused, $clipNorm)', async ({ moveUnused, clipNorm }) => {
    const trial = new Trial();
    const weights = await trial.run(rule, moveUnused, clipNorm);
    const expected = expectedWeights(trial, rule.name, moveUnused, clipNorm);
    weights.forEach((values, i) => expectClose(values, tf.tensor1d(expected[i] as number[]), `parameter ${i}`));
  });

  test('is bit-equal when run again', async () => {
    const [one, other] = [await new Trial().run(rule, false, 5), await new Trial().run(rule, false, 5)];
    expect(one).toEqual(other);
  });

  test('leaves the weights of the last good step when a gradient is not a number', async () => {
    const weights = await new Trial().run(rule, false, 5, STEPS - 1);
    expect(weights.every((values) => values.every((value) => Number.isFinite(value)))).toBe(true);
  });
});
