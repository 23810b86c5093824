import { OptimiserSteps } from '../../engine/optimisers/optimiser.ts';
import { ParameterLayout } from '../../engine/parameters.ts';
import { estimatePlan } from '../../engine/plan.ts';
import type { Tiles } from '../../engine/tiles.ts';
import { size } from '../../space/parameters.ts';
import type { EstimateOptions } from '../estimate.ts';
import type { SupernetEstimate } from '../supernet.ts';
import { engineFamily } from './families.ts';
import { ScoreTape } from './score-plan.ts';
import { TrainTape, updateRules } from './train-plan.ts';

/**
 * What training and scoring on the engine will need, before anything is allocated: the very tapes that would run are
 * laid out. Gradients of the parameters count as activations.
 */
export function estimateEngineSupernet(options: EstimateOptions, tiles: Tiles): SupernetEstimate {
  const { space, optimiser, batch, children, score, examples } = options;
  const layout = new ParameterLayout();
  for (const { key, shape } of space.parameters()) layout.declare(key, shape);
  const family = engineFamily(space, layout);
  const training = { optimiser, weightDecay: 0, decayUnused: false, clipNorm: 0 };
  const steps = new OptimiserSteps(layout);
  const { tape } = new TrainTape(family, training, tiles, layout, steps, { batch, lanes: children });
  const scoring = score.map((call) => new ScoreTape(family, tiles, { batch: call.images, lanes: call.children }).tape);
  const planBuffers = [tape, ...scoring]
    .map((one) => estimatePlan(one))
    .flatMap(({ arenaBytes, tableBytes }) => [arenaBytes, tableBytes]);
  const planBytes = planBuffers.reduce((sum, bytes) => sum + bytes, 0);
  const dataBytes = examples * family.exampleBytes;
  return {
    parameters: space.parameters().reduce((sum, { shape }) => sum + size(shape), 0),
    parameterBytes: layout.bytes,
    optimiserBytes: updateRules[optimiser].quantities * layout.bytes,
    activationBytes: planBytes + layout.bytes,
    dataBytes,
    largestBufferBytes: Math.max(layout.bytes, dataBytes, ...planBuffers),
    multiplyAdds: space.meanMultiplyAdds(),
  };
}
