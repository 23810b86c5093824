import type { EvaluatedEvent, SearchEvent } from '../experiment/events.ts';
import { trainsOnUniform } from '../experiment/methods/methods.ts';
import { randomStream, type RandomStream } from '../math/random.ts';
import { ASKED_DERIVE_PART, FINAL_DERIVE_PART } from '../math/streams.ts';
import type { Policy, PolicySnapshot } from '../policy/policy.ts';
import type { Architecture } from '../space/space.ts';
import type { SearchCheckpoint } from './checkpoint.ts';
import { TrainingChildren, type TrainingChildrenState } from './children.ts';
import type { Candidates, Chooser } from './chooser.ts';
import type { SearchContext } from './context.ts';
import type { Standing } from './evaluator.ts';
import { PolicySteps, type PolicyStepsState } from './policy-steps.ts';
import { runSearch } from './runner.ts';
import type { Search } from './search.ts';

/** The alternation of methods/enas section 5 for any policy, which is disposed at the end: its evaluations are updates. */
export function alternate(
  context: SearchContext,
  createPolicy: () => Policy | Promise<Policy>,
  from?: SearchCheckpoint,
): Search {
  return runSearch(context, async () => new PolicyChooser(context, await createPolicy()), from);
}

interface PolicyChooserState {
  readonly updates: PolicyStepsState;
  readonly children: TrainingChildrenState;
  /** Positions of the streams that derived candidates are drawn from: by the schedule, and when asked. */
  readonly derivePositions: { readonly final: number; readonly asked: number };
  readonly policy: PolicySnapshot;
}

class PolicyChooser implements Chooser<PolicyChooserState> {
  readonly #context: SearchContext;
  readonly #policy: Policy;
  readonly #updates: PolicySteps;
  readonly #children: TrainingChildren;
  readonly #finalDerive: RandomStream;
  readonly #askedDerive: RandomStream;

  constructor(context: SearchContext, policy: Policy) {
    const { settings, space } = context;
    this.#context = context;
    this.#policy = policy;
    this.#updates = new PolicySteps(context, policy);
    this.#children = new TrainingChildren(space, policy, settings.seed);
    this.#finalDerive = randomStream(settings.seed, 'derive', FINAL_DERIVE_PART);
    this.#askedDerive = randomStream(settings.seed, 'derive', ASKED_DERIVE_PART);
  }

  get evaluations(): number {
    return this.#updates.done;
  }

  get updates(): number {
    return this.#updates.done;
  }

  async trainingChildren(count: number, round: number, stepsLeft: number): Promise<readonly Architecture[]> {
    const uniform = round === 0 || trainsOnUniform(this.#context.settings);
    return uniform ? this.#children.uniform(count) : this.#children.ofPolicy(count, stepsLeft);
  }

  async *evaluate({ round, step }: Standing): AsyncGenerator<SearchEvent, void, unknown> {
    const event = await this.#updates.step();
    this.#children.policyChanged();
    yield { ...event, round, step };
  }

  /** Sampled children beside the likeliest. */
  async candidates(_: readonly EvaluatedEvent[], final: boolean): Promise<Candidates> {
    const random = final ? this.#finalDerive : this.#askedDerive;
    const begun = random.position;
    const samples = await this.#policy.sample(this.#context.settings.deriveChildren, random);
    const ended = random.position;
    random.position = begun;
    const likeliest = await this.#policy.mostLikely();
    return {
      architectures: [likeliest, ...samples].map(({ architecture }) => architecture),
      settle: () => (random.position = ended),
    };
  }

  async state(): Promise<PolicyChooserState> {
    const own = {
      updates: this.#updates.state,
      children: this.#children.state,
      derivePositions: { final: this.#finalDerive.position, asked: this.#askedDerive.position },
    };
    return { ...own, policy: await this.#policy.snapshot() };
  }

  restore({ updates, children, derivePositions, policy }: PolicyChooserState): void {
    this.#policy.restore(policy);
    this.#updates.restore(updates);
    this.#children.restore(children);
    this.#finalDerive.position = derivePositions.final;
    this.#askedDerive.position = derivePositions.asked;
  }

  dispose(): void {
    this.#policy.dispose();
  }
}
