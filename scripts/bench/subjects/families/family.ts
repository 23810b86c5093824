import type { RandomStream } from '../../../../src/math/random.ts';
import type { Architecture, Space } from '../../../../src/space/space.ts';
import type { SplitData } from '../../../../src/task/task.ts';

/** What the bench has to know of one family: one file each, and a line in `families.ts`. */
export interface BenchFamily<Config> {
  /** The child of a preset that is measured. */
  child(space: Space, random: RandomStream): Architecture;
  /** Examples of noise: what a step costs does not depend on what is seen. */
  examples(config: Config): SplitData;
  /** Predictions of one example, one after the other. */
  timeSteps(config: Config): number;
  /** Multiply–adds of a training step on one example; `forward` is the child's `Space.cost`. */
  stepMultiplyAdds(config: Config, architecture: Architecture, forward: number): number;
}
