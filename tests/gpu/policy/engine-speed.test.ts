import { expect, test } from 'vitest';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { cellSpace } from '../../unit/policy/cell-space.ts';
import { optionsFor } from '../../unit/policy/options.ts';
import { bothForms } from './both.ts';

const ROUNDS = 2;
/** Updates of the engine in a round: it is short, and its median needs more of them. */
const ENGINE_TURNS = 5;

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] as number;

test('samples 8 children and learns from them at least 20 times as fast as the reference on WebGPU', async () => {
  await openBackend('webgpu');
  const space = cellSpace(1, 3, ['sep3', 'sep5', 'avg3', 'max3', 'identity']);
  const { reference, engine } = await bothForms(optionsFor(space, { hiddenUnits: 64 }));
  const turn = async (policy: typeof engine): Promise<number> => {
    const start = performance.now();
    const samples = await policy.sample(8);
    await policy.update(samples, [1, 2, 3, 4, 5, 6, 7, 8]);
    return performance.now() - start;
  };
  await turn(engine);
  const times = { engine: [] as number[], reference: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < ENGINE_TURNS; i++) times.engine.push(await turn(engine));
    times.reference.push(await turn(reference));
  }
  // The reference's first turn compiles its kernels; its fastest counts.
  const [fast, slow] = [median(times.engine), Math.min(...times.reference)];
  console.info(`reference ${slow.toFixed(0)} ms, engine ${fast.toFixed(1)} ms: ${(slow / fast).toFixed(0)} times`);
  expect(slow / fast).toBeGreaterThan(20);
  engine.dispose();
  reference.dispose();
});
