import { plannedSteps } from '../experiment/build.ts';
import { randomStream } from '../math/random.ts';
import { ASKED_DERIVE_PART, FINAL_DERIVE_PART } from '../math/streams.ts';
import type { Policy } from '../policy/policy.ts';
import type { Architecture } from '../space/space.ts';
import { nextDue, roundOfStep, roundOfUpdate } from './agenda.ts';
import type { AlternationCheckpoint, SearchCheckpoint } from './checkpoint.ts';
import { TrainingChildren } from './children.ts';
import { rankCandidates } from './derive.ts';
import type { PhaseEvent, SearchEvent, WeightsEvent } from '../experiment/events.ts';
import { PolicySteps } from './policy-steps.ts';
import { type MadeSearch, resumable } from './resumable.ts';
import type { SearchContext } from './context.ts';
import type { Search, StepRequest } from './strategy.ts';
import { STEPS_UNDER_WAY, WeightSteps } from './weight-steps.ts';

/**
 * The alternation of methods/enas section 5 for any policy, which is made at its first step and disposed at its end:
 * warm-up on uniform children, rounds of shared-weight steps and policy updates, then the best of many children is kept.
 *
 * The first event is a phase. A request that changes the phase is answered by a `phase` event alone; asked again, it
 * is carried out. A derive once begun runs to its `derived`. After `finished`, following on ends the search; any other
 * request is still carried out, so that a person may derive again. Shared-weight steps run ahead of their events only
 * while the schedule is followed, and never into another phase.
 */
export function alternate(
  context: SearchContext,
  createPolicy: () => Policy | Promise<Policy>,
  from?: SearchCheckpoint,
): Search {
  return resumable(async () => new Alternation(context, await createPolicy()), from);
}

type Action = 'weights' | 'policy' | 'derive' | 'finish' | 'end';

class Alternation implements MadeSearch {
  readonly #context: SearchContext;
  readonly #policy: Policy;
  readonly #weights: WeightSteps;
  readonly #updates: PolicySteps;
  readonly #children: TrainingChildren;
  readonly #finalDerive;
  readonly #askedDerive;
  /** Events of steps that were submitted, oldest first. */
  #outstanding: Promise<WeightsEvent>[] = [];
  #announced: PhaseEvent | null = null;
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

  async *events(): AsyncGenerator<SearchEvent, void, StepRequest | undefined> {
    let request: StepRequest = 'follow';
    for (;;) {
      if (request === 'follow') await this.#runAhead();
      const [oldest, ...later] = this.#outstanding;
      if (oldest !== undefined) {
        const event = await oldest;
        this.#outstanding = later;
        request = (yield event) ?? 'follow';
        continue;
      }
      const action = this.#actionFor(request);
      const phase = this.#phaseOf(action);
      if (phase !== null && !this.#isAnnounced(phase)) {
        this.#announced = phase;
        request = (yield phase) ?? 'follow';
        continue;
      }
      switch (action) {
        case 'weights':
          await this.#submitStep();
          break;
        case 'policy':
          request = (yield await this.#updatePolicy()) ?? 'follow';
          break;
        case 'derive':
          request = yield* this.#derive(request === 'follow');
          break;
        case 'finish':
          this.#finished = true;
          request = (yield { kind: 'finished' }) ?? 'follow';
          break;
        case 'end':
          return;
      }
    }
  }

  async checkpoint(): Promise<AlternationCheckpoint> {
    const outstanding = await Promise.all(this.#outstanding);
    const [policy, supernet] = await Promise.all([this.#policy.snapshot(), this.#context.supernet.snapshot()]);
    return {
      kind: 'alternation',
      outstanding,
      announced: this.#announced,
      weights: this.#weights.state,
      updates: this.#updates.state,
      children: this.#children.state,
      derivePositions: { final: this.#finalDerive.position, asked: this.#askedDerive.position },
      derived: this.#derived,
      finished: this.#finished,
      policy,
      supernet,
    };
  }

  restore(from: SearchCheckpoint): void {
    if (from.kind !== 'alternation') throw new RangeError('The checkpoint is of another kind of search.');
    this.#context.supernet.restore(from.supernet);
    this.#policy.restore(from.policy);
    this.#outstanding = from.outstanding.map((event) => Promise.resolve(event));
    this.#announced = from.announced;
    this.#weights.restore(from.weights);
    this.#updates.restore(from.updates);
    this.#children.restore(from.children);
    this.#finalDerive.position = from.derivePositions.final;
    this.#askedDerive.position = from.derivePositions.asked;
    this.#derived = from.derived;
    this.#finished = from.finished;
  }

  dispose(): void {
    this.#policy.dispose();
  }

  get #due(): ReturnType<typeof nextDue> {
    return nextDue(this.#context.settings, { steps: this.#weights.done, updates: this.#updates.done });
  }

  #actionFor(request: StepRequest): Action {
    if (request !== 'follow') return request;
    const { what } = this.#due;
    if (what !== 'done') return what;
    if (!this.#derived) return 'derive';
    return this.#finished ? 'end' : 'finish';
  }

  /** The phase that an action belongs to; null where it belongs to none. */
  #phaseOf(action: Action): PhaseEvent | null {
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
      case 'end':
        return null;
    }
  }

  #isAnnounced({ phase, round }: PhaseEvent): boolean {
    return phase === this.#announced?.phase && round === this.#announced.round;
  }

  /** Submits the steps that the schedule asks for next, as many as may be under way, while they are of this phase. */
  async #runAhead(): Promise<void> {
    while (this.#outstanding.length < STEPS_UNDER_WAY && this.#due.what === 'weights') {
      const phase = this.#phaseOf('weights');
      if (phase === null || !this.#isAnnounced(phase)) return;
      await this.#submitStep();
    }
  }

  async #submitStep(): Promise<void> {
    const { settings } = this.#context;
    const round = roundOfStep(settings, this.#weights.done + 1);
    const uniform = round === 0 || settings.trainOn === 'uniform';
    const { childrenPerStep } = settings;
    const children = uniform
      ? this.#children.uniform(childrenPerStep)
      : await this.#children.ofPolicy(childrenPerStep, this.#stepsLeft(round));
    this.#outstanding.push(this.#weights.submit(children as [Architecture, ...Architecture[]], round));
  }

  /** Shared-weight steps left in a round, this one included; at least 1, as a person may go on beyond the last. */
  #stepsLeft(round: number): number {
    return Math.max(1, plannedSteps({ ...this.#context.settings, rounds: round }) - this.#weights.done);
  }

  async #updatePolicy(): Promise<SearchEvent> {
    const round = roundOfUpdate(this.#context.settings, this.#updates.done + 1);
    const event = await this.#updates.step();
    this.#children.policyChanged();
    return { ...event, round, step: this.#weights.done };
  }

  /** Samples children, adds the likeliest, and keeps them best first. Returns the request that follows. */
  async *#derive(final: boolean): AsyncGenerator<SearchEvent, StepRequest, StepRequest | undefined> {
    const { round } = this.#due;
    const random = final ? this.#finalDerive : this.#askedDerive;
    const begun = random.position;
    const samples = await this.#policy.sample(this.#context.settings.deriveChildren, random);
    const ended = random.position;
    // Until it is done, so that a checkpoint on the way begins it again.
    random.position = begun;
    const likeliest = await this.#policy.mostLikely();
    const candidates: Architecture[] = [likeliest, ...samples].map(({ architecture }) => architecture);
    const children = yield* rankCandidates(this.#context, candidates);
    random.position = ended;
    this.#derived ||= final;
    const images = children[0]?.images ?? 0;
    const counts = { round, step: this.#weights.done, update: this.#updates.done };
    return (yield { kind: 'derived', ...counts, images, children }) ?? 'follow';
  }
}
