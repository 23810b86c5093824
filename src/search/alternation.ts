import { plannedSteps } from '../experiment/build.ts';
import { randomStream } from '../math/random.ts';
import type { Policy } from '../policy/policy.ts';
import type { Architecture } from '../space/space.ts';
import { nextDue, roundOfStep, roundOfUpdate } from './agenda.ts';
import { TrainingChildren } from './children.ts';
import { rankCandidates } from './derive.ts';
import type { PhaseEvent, PolicyEvent, SearchEvent, WeightsEvent } from './events.ts';
import { PolicySteps } from './policy-steps.ts';
import type { Search, SearchContext, StepRequest } from './strategy.ts';
import { WeightSteps } from './weight-steps.ts';

/** `randomStream` parts of 'derive': looking on the way does not change what the end derives. */
const FINAL_DERIVE_PART = 1;
const ASKED_DERIVE_PART = 2;

/**
 * The alternation of methods/enas section 5 for any policy, which is made at its first step and disposed at its end:
 * warm-up on uniform children, rounds of shared-weight steps and policy updates, then the best of many children is kept.
 *
 * The first event is a phase. A request that changes the phase is answered by a `phase` event alone; asked again, it
 * is carried out. A derive once begun runs to its `derived`. After `finished`, following on ends the search; any other
 * request is still carried out, so that a person may derive again.
 */
export async function* alternate(context: SearchContext, createPolicy: () => Policy | Promise<Policy>): Search {
  const policy = await createPolicy();
  const alternation = new Alternation(context, policy);
  try {
    let request: StepRequest = 'follow';
    let announced: PhaseEvent | null = null;
    for (;;) {
      const action = alternation.actionFor(request);
      if (action === 'end') return;
      const phase = alternation.phaseOf(action);
      if (phase !== null && (phase.phase !== announced?.phase || phase.round !== announced.round)) {
        announced = phase;
        request = (yield phase) ?? 'follow';
      } else if (action === 'derive') {
        request = yield* alternation.derive(request === 'follow');
      } else {
        request = (yield await alternation.perform(action)) ?? 'follow';
      }
    }
  } finally {
    policy.dispose();
  }
}

type Step = 'weights' | 'policy' | 'finish';

class Alternation {
  readonly #context: SearchContext;
  readonly #policy: Policy;
  readonly #weights: WeightSteps;
  readonly #updates: PolicySteps;
  readonly #children: TrainingChildren;
  readonly #finalDerive;
  readonly #askedDerive;
  #derived = false;
  #finished = false;

  constructor(context: SearchContext, policy: Policy) {
    const { settings, space } = context;
    this.#context = context;
    this.#policy = policy;
    this.#weights = new WeightSteps(context, plannedSteps(settings));
    this.#updates = new PolicySteps(context, policy);
    this.#children = new TrainingChildren(space, policy, settings.seed);
    this.#finalDerive = randomStream(settings.seed, 'derive', FINAL_DERIVE_PART);
    this.#askedDerive = randomStream(settings.seed, 'derive', ASKED_DERIVE_PART);
  }

  get #due(): ReturnType<typeof nextDue> {
    return nextDue(this.#context.settings, { steps: this.#weights.done, updates: this.#updates.done });
  }

  actionFor(request: StepRequest): Step | 'derive' | 'end' {
    if (request !== 'follow') return request;
    const { what } = this.#due;
    if (what !== 'done') return what;
    if (!this.#derived) return 'derive';
    return this.#finished ? 'end' : 'finish';
  }

  /** The phase that an action belongs to; null where it belongs to none. */
  phaseOf(action: Step | 'derive'): PhaseEvent | null {
    const { settings } = this.#context;
    switch (action) {
      case 'weights': {
        const round = roundOfStep(settings, this.#weights.done + 1);
        return { kind: 'phase', phase: round === 0 ? 'warm-up' : 'weights', round };
      }
      case 'policy':
        return { kind: 'phase', phase: 'policy', round: roundOfUpdate(settings, this.#updates.done + 1) };
      case 'derive':
        return { kind: 'phase', phase: 'derive', round: this.#due.round };
      case 'finish':
        return null;
    }
  }

  async perform(step: Step): Promise<SearchEvent> {
    switch (step) {
      case 'weights':
        return this.#trainWeights();
      case 'policy':
        return this.#updatePolicy();
      case 'finish':
        this.#finished = true;
        return { kind: 'finished' };
    }
  }

  async #trainWeights(): Promise<WeightsEvent> {
    const { settings } = this.#context;
    const round = roundOfStep(settings, this.#weights.done + 1);
    const warmUp = round === 0;
    const uniform = warmUp || settings.trainOn === 'uniform';
    const { childrenPerStep } = settings;
    const children = uniform
      ? this.#children.uniform(childrenPerStep)
      : await this.#children.ofPolicy(childrenPerStep, this.#stepsLeft(round));
    return { ...(await this.#weights.step(children as [Architecture, ...Architecture[]])), round, warmUp };
  }

  /** Shared-weight steps left in a round, this one included; at least 1, as a person may go on beyond the last. */
  #stepsLeft(round: number): number {
    return Math.max(1, plannedSteps({ ...this.#context.settings, rounds: round }) - this.#weights.done);
  }

  async #updatePolicy(): Promise<PolicyEvent> {
    const round = roundOfUpdate(this.#context.settings, this.#updates.done + 1);
    const event = await this.#updates.step();
    this.#children.policyChanged();
    return { ...event, round, step: this.#weights.done };
  }

  /** Samples children, adds the likeliest, and keeps them best first. Returns the request that follows. */
  async *derive(final: boolean): AsyncGenerator<SearchEvent, StepRequest, StepRequest | undefined> {
    const { round } = this.#due;
    const random = final ? this.#finalDerive : this.#askedDerive;
    const samples = await this.#policy.sample(this.#context.settings.deriveChildren, random);
    const likeliest = await this.#policy.mostLikely();
    const candidates: Architecture[] = [likeliest, ...samples].map(({ architecture }) => architecture);
    const children = yield* rankCandidates(this.#context, candidates);
    this.#derived ||= final;
    const images = children[0]?.images ?? 0;
    const counts = { round, step: this.#weights.done, update: this.#updates.done };
    return (yield { kind: 'derived', ...counts, images, children }) ?? 'follow';
  }
}
