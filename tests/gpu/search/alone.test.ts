import { expect, test } from 'vitest';
import { randomStream } from '../../../src/math/random.ts';
import { EpochOrder } from '../../../src/search/batches.ts';
import { scoreOnDeriveImages } from '../../../src/search/derive.ts';
import { Evaluator } from '../../../src/search/evaluator.ts';
import type { EvaluatedEvent, SearchEvent } from '../../../src/experiment/events.ts';
import { trainFromScratch } from '../../../src/search/from-scratch.ts';
import type { SearchContext } from '../../../src/search/context.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import type { Supernet } from '../../../src/supernet/supernet.ts';
import { blankTask, collect, settingsFor } from '../../unit/search/fakes.ts';
import { children, stripes, tinyConfig, type TinyOptions, tinySupernet } from '../supernet/synthetic.ts';
import { tinyEngine } from '../supernet/engine/engine.ts';

const config = { ...tinyConfig, nodes: 1, stages: 1, operations: ['sep3', 'max3', 'identity'] as const };
const settings = settingsFor({ batch: 8, aloneSteps: 3, rewardBatch: 12, deriveImages: 12, weightLearningRate: 0.02 });
const task = { ...blankTask, side: 7, train: stripes(24, 7, 3, 11), validation: stripes(12, 7, 3, 12) };

function contextOf(supernet: Supernet): SearchContext {
  return { settings, space: createMicroSpace(config), supernet, task, device: null };
}

/** The child's score after training in a network that holds nothing but it. */
async function scoreOfFresh(supernet: Supernet, architecture: readonly number[]) {
  const { seed, batch, weightLearningRate, weightLearningRateEnd, aloneSteps } = settings;
  const order = new EpochOrder('train', task.train.count, batch, randomStream(seed, 'data-order'));
  const schedule = {
    highest: weightLearningRate,
    lowest: weightLearningRate * weightLearningRateEnd,
    firstPeriod: 0,
    totalSteps: aloneSteps,
  };
  await collect(trainFromScratch({ supernet, architecture, order, schedule }));
  const [score] = await scoreOnDeriveImages(contextOf(supernet), [architecture]);
  supernet.dispose();
  return score;
}

const forms: readonly [string, (options: TinyOptions) => Supernet | Promise<Supernet>][] = [
  ['reference', tinySupernet],
  ['engine', tinyEngine],
];

test.each(forms)('on the %s, a child trained alone among many is as if it were the only one', async (form, create) => {
  await openBackend(form === 'engine' ? 'webgpu' : 'cpu');
  const training = { optimiser: 'adam', weightDecay: 1e-3, decayUnused: true, clipNorm: 1 } as const;
  const some = children(config, 3);
  const shared = await create({ config, training });
  const evaluator = new Evaluator(contextOf(shared));
  const events: SearchEvent[] = await collect(
    evaluator.alone(some.map((architecture) => ({ architecture, parent: null }))),
  );
  shared.dispose();
  const evaluated = events.filter((event): event is EvaluatedEvent => event.kind === 'evaluated');
  for (const [index, architecture] of some.entries()) {
    const fresh = await scoreOfFresh(await create({ config, training, only: [architecture] }), architecture);
    expect(evaluated[index]?.child.accuracy).toBe(fresh?.accuracy);
    expect(evaluated[index]?.child.crossEntropy).toBeCloseTo(fresh?.crossEntropy ?? NaN, 4);
  }
});
