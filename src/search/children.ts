import { randomStream, type RandomStream } from '../math/random.ts';
import type { Policy } from '../policy/policy.ts';
import type { Architecture, Space } from '../space/space.ts';

/** Most children sampled ahead in one go. */
const AHEAD = 32;

/** The children that the shared weights are trained on, uniform or of the policy. */
export class TrainingChildren {
  readonly #space: Space;
  readonly #policy: Policy;
  readonly #random: RandomStream;
  #ahead: Architecture[] = [];

  constructor(space: Space, policy: Policy, seed: number) {
    this.#space = space;
    this.#policy = policy;
    this.#random = randomStream(seed, 'uniform-sampling');
  }

  uniform(): Architecture {
    return this.#space.sample(this.#random);
  }

  /** The policy's next child. Samples up to `wanted` ahead, for one read from the device instead of one a child. */
  async ofPolicy(wanted: number): Promise<Architecture> {
    if (this.#ahead.length === 0) {
      const samples = await this.#policy.sample(Math.min(AHEAD, wanted));
      this.#ahead = samples.map(({ architecture }) => architecture);
    }
    return this.#ahead.shift() as Architecture;
  }

  /** Forgets children sampled ahead: the policy has changed since. */
  policyChanged(): void {
    this.#ahead = [];
  }
}
