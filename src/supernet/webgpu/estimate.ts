import { OptimiserSteps } from '../../engine/optimisers/optimiser.ts';
import { estimatePlan } from '../../engine/plan.ts';
import type { Tiles } from '../../engine/tiles.ts';
import { meanMultiplyAdds } from '../../space/micro/cost.ts';
import { parameterSpecs, size } from '../../space/micro/parameters.ts';
import type { EstimateOptions } from '../reference/estimate.ts';
import type { SupernetEstimate } from '../supernet.ts';
import { NetworkParameters } from './parameters.ts';
import { scoreTape } from './scorePlan.ts';
import { TrainTape, updateRules } from './trainPlan.ts';

/**
 * What training and scoring on the engine will need, before anything is allocated: the very tapes that would run are laid
 * out. Its
 * gradients of the parameters count as activations; images stay in the memory of the page.
 */
export function estimateEngineSupernet(options: EstimateOptions, tiles: Tiles): SupernetEstimate {
  const { config, optimiser, batch, children, score, images } = options;
  const specs = parameterSpecs(config);
  const parameters = new NetworkParameters(specs);
  const { layout } = parameters;
  const training = { optimiser, weightDecay: 0, decayUnused: false, clipNorm: 0 };
  const steps = new OptimiserSteps(layout);
  const { tape } = new TrainTape(config, training, tiles, parameters, steps, batch, children);
  const scoring = score.map((call) => scoreTape(config, tiles, parameters, call.images, call.children).tape);
  const planBytes = [tape, ...scoring]
    .map((one) => estimatePlan(one))
    .reduce((sum, { arenaBytes, tableBytes }) => sum + arenaBytes + tableBytes, 0);
  return {
    parameters: specs.reduce((sum, { shape }) => sum + size(shape), 0),
    parameterBytes: layout.bytes,
    optimiserBytes: updateRules[optimiser].quantities * layout.bytes,
    activationBytes: planBytes + layout.bytes,
    dataBytes: images * (config.imageSide ** 2 + 1),
    multiplyAdds: meanMultiplyAdds(config),
  };
}
