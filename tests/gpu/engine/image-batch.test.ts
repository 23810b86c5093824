import { afterAll, expect, test } from 'vitest';
import { ExampleStore } from '../../../src/engine/examples.ts';
import { ImageBatch, packImages } from '../../../src/engine/layers/image-batch.ts';
import { ParameterLayout } from '../../../src/engine/parameters.ts';
import { Plan } from '../../../src/engine/plan.ts';
import { ParameterStore } from '../../../src/engine/store.ts';
import { Tape } from '../../../src/engine/tape.ts';
import { softwareTiles } from '../../../src/engine/tiles.ts';
import { RandomStream } from '../../../src/math/random.ts';
import { sharedDevice } from './rig.ts';

const opened: { dispose(): void }[] = [];
afterAll(() => opened.forEach((one) => one.dispose()));

// Odd sides leave rows that do not fill their last word, and batches that do not fill their last vec4.
test.each([1, 3, 7, 14])('gathers the named images of %d pixels a side, in order', async (side) => {
  const { device, pipelines } = await sharedDevice();
  const random = new RandomStream(side, 1);
  const [count, area, chosen] = [9, side ** 2, [4, 0, 8, 4, 7]];
  const pixels = Uint8Array.from({ length: count * area }, () => random.integer(256));
  const labels = Uint8Array.from({ length: count }, (_, image) => 3 * image);
  const examples = new ExampleStore(device);
  examples.set('train', packImages({ count, side, pixels, labels }));
  const layout = new ParameterLayout();
  layout.declare('unused', [4]);
  const store = new ParameterStore(device, layout, 1);
  const tape = new Tape(softwareTiles, false);
  const images = new ImageBatch(tape, chosen.length, side);
  const plan = await Plan.build(device, tape, store, pipelines, tape.arena.quads);
  opened.push(plan, store, examples);

  plan.useExamples(examples.get('train'));
  images.run(Uint32Array.from(chosen));
  const arena = await plan.submit({ at: 0, quads: tape.arena.quads })?.read();

  const expected = chosen.flatMap((row) => Array.from(pixels.subarray(row * area, (row + 1) * area), (v) => v / 255));
  const read = arena?.subarray(4 * images.images, 4 * images.images + expected.length) ?? [];
  expect(read.length).toBe(expected.length);
  read.forEach((grey, i) => expect(grey).toBeCloseTo(expected[i] as number, 6));
  expect(Array.from(arena?.subarray(4 * images.labels, 4 * images.labels + chosen.length) ?? [])).toEqual(
    chosen.map((row) => 3 * row),
  );
});
