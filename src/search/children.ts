import { randomStream, type RandomStream } from '../math/random.ts';
import type { Policy } from '../policy/policy.ts';
import type { Architecture, Space } from '../space/space.ts';

/** Most children sampled ahead in one go. */
const AHEAD = 32;

export interface TrainingChildrenState {
  /** Of the stream of uniform children. */
  readonly position: number;
  readonly ahead: readonly Architecture[];
}

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

  uniform(count: number): Architecture[] {
    return Array.from({ length: count }, () => this.#space.sample(this.#random));
  }

  /**
   * The policy's next children. Samples for up to `wanted` such calls ahead: one read from the device instead of one a
   * call.
   */
  async ofPolicy(count: number, wanted: number): Promise<Architecture[]> {
    if (this.#ahead.length < count) {
      const calls = Math.max(1, Math.min(wanted, Math.floor(AHEAD / count)));
      const samples = await this.#policy.sample(count * calls);
      this.#ahead.push(...samples.map(({ architecture }) => architecture));
    }
    return this.#ahead.splice(0, count);
  }

  /** Forgets children sampled ahead: the policy has changed since. */
  policyChanged(): void {
    this.#ahead = [];
  }

  get state(): TrainingChildrenState {
    return { position: this.#random.position, ahead: [...this.#ahead] };
  }

  restore({ position, ahead }: TrainingChildrenState): void {
    this.#random.position = position;
    this.#ahead = [...ahead];
  }
}
