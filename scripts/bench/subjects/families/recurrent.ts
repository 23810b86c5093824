import type { RecurrentConfig } from '../../../../src/space/recurrent/config.ts';
import { noiseText } from '../examples.ts';
import type { BenchFamily } from './family.ts';

export const recurrent: BenchFamily<RecurrentConfig> = {
  child: (space) => space.handMade(),
  examples: noiseText,
  timeSteps: ({ steps }) => steps,
  stepMultiplyAdds: ({ steps }, _, forward) => steps * 3 * forward,
};
