import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { openEngine } from '../../../../scripts/bench/contenders/engine.ts';
import { openTfjs } from '../../../../scripts/bench/contenders/tfjs.ts';
import { presetChild } from '../../../../scripts/bench/subjects/children.ts';
import { interleave } from '../../../../scripts/bench/timing/rounds.ts';
import { enasRecurrent } from '../../../../src/experiment/presets/enas-recurrent.ts';

/** Few turns: tfjs takes seconds for one training step. */
const pace = { turnMs: 250, rounds: 1, budgetMs: 0, fewest: 1 };

test('a training step takes a tenth of what stock tfjs takes on the same device', async () => {
  const child = presetChild({ ...enasRecurrent.settings, textSteps: 8 });
  const [engine, stock] = [await openEngine(child), await openTfjs('webgpu')(child)];
  const losses = [await engine.train(1), await stock.train(1)];
  expect(losses[0]).toBeCloseTo(losses[1] ?? NaN, 4);
  const times = await interleave(
    new Map([
      ['engine', (steps: number) => engine.train(steps)],
      ['stock', (steps: number) => stock.train(steps)],
    ]),
    pace,
  );
  expect((times['stock']?.ms ?? NaN) / (times['engine']?.ms ?? NaN)).toBeGreaterThan(10);
  engine.dispose();
  stock.dispose();
  await tf.setBackend('cpu');
});
