import { expect, test } from 'vitest';
import { openEngine } from '../../../../scripts/bench/contenders/engine.ts';
import { presetChild } from '../../../../scripts/bench/subjects/children.ts';
import { watchTraffic } from '../../../../scripts/bench/timing/traffic.ts';
import { enasRecurrent } from '../../../../src/experiment/presets/enas-recurrent.ts';

/** Dispatches of one training step through so many characters. */
async function dispatchesOver(textSteps: number): Promise<number> {
  const engine = await openEngine(presetChild({ ...enasRecurrent.settings, textSteps }));
  await engine.train(1);
  const { dispatches } = await watchTraffic(() => engine.train(1));
  engine.dispose();
  return dispatches;
}

test('a training step takes as few dispatches for many characters as for few, well below five a character', async () => {
  const few = await dispatchesOver(8);
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThanOrEqual(5 * 8);
  expect(await dispatchesOver(32)).toBe(few);
});
