import { createController } from '../policy/lstm/create.ts';
import type { Policy } from '../policy/policy.ts';
import type { SearchContext } from './context.ts';

/** The LSTM controller of these settings, for whichever strategy learns by it. */
export function controllerOf({ settings, space, device }: SearchContext): Promise<Policy> {
  const options = {
    ...settings,
    space,
    learningRate: settings.policyLearningRate,
    baselineStart: 'first-rewards',
    baselineKind: settings.baseline,
  } as const;
  return createController(options, device);
}
