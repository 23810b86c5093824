import { outlineOf } from '../experiment/planned.ts';
import type { DerivedEvent, EvaluatedEvent, PhaseEvent, SearchEvent } from '../experiment/events.ts';
import { methodOf } from '../experiment/methods/methods.ts';
import { dueIn, type Outline, roundOfEvaluation, roundOfStep } from '../experiment/outline.ts';
import { randomStream } from '../math/random.ts';
import { UNSEEN_PART } from '../math/streams.ts';
import type { Architecture } from '../space/space.ts';
import type { SearchCheckpoint } from './checkpoint.ts';
import type { Candidates, Chooser } from './chooser.ts';
import type { SearchContext } from './context.ts';
import { rankCandidates } from './derive.ts';
import { bestOf, Evaluator } from './evaluator.ts';
import { type MadeSearch, resumable } from './resumable.ts';
import type { Search, StepRequest } from './search.ts';
import { STEPS_UNDER_WAY, WeightSteps } from './weight-steps.ts';

/**
 * Runs any search by its outline: a warm-up on uniform children, rounds of shared-weight steps and of evaluations that a
 * chooser makes (policy updates, or children one by one), then the best of its candidates is kept. What `create` makes
 * is made at the first step and disposed at the end.
 *
 * The first event is a phase. A request that changes the phase is answered by a `phase` event alone; asked again, it is
 * carried out. A derive once begun runs to its `derived`. After `finished`, following on ends the search; any other
 * request is still carried out, so that a person may derive again. Shared-weight steps run ahead of their events only
 * while the schedule is followed, and never into another phase.
 */
export function runSearch<State>(
  context: SearchContext,
  create: (evaluator: Evaluator) => Chooser<State> | Promise<Chooser<State>>,
  from?: SearchCheckpoint,
): Search {
  return resumable(async () => {
    const evaluator = new Evaluator(context);
    return new SearchRun(context, evaluator, await create(evaluator));
  }, from);
}

type Action = 'weights' | 'evaluate' | 'derive' | 'finish' | 'end';
type Step = AsyncGenerator<SearchEvent, void, unknown>;

class SearchRun<State> implements MadeSearch {
  readonly #context: SearchContext;
  readonly #outline: Outline;
  readonly #evaluationPhase: PhaseEvent['phase'];
  readonly #weights: WeightSteps;
  readonly #evaluator: Evaluator;
  readonly #chooser: Chooser<State>;
  readonly #uniform;
  readonly #unseen;
  #evaluations: EvaluatedEvent[] = [];
  /** Events of shared-weight steps that were submitted, and of evaluations that were made; oldest first. */
  #outstanding: Promise<SearchEvent>[] = [];
  /** The chooser before the evaluation that is under way, where it can be left on the way. */
  #beforeEvaluation: State | null = null;
  #announced: PhaseEvent | null = null;
  #derived = false;
  #finished = false;

  constructor(context: SearchContext, evaluator: Evaluator, chooser: Chooser<State>) {
    const { settings } = context;
    this.#context = context;
    this.#outline = outlineOf(settings);
    this.#evaluationPhase = methodOf(settings).evaluation === 'policy update' ? 'policy' : 'evaluate';
    this.#weights = new WeightSteps(context, this.#outline.steps);
    this.#evaluator = evaluator;
    this.#chooser = chooser;
    this.#uniform = randomStream(settings.seed, 'uniform-sampling');
    this.#unseen = randomStream(settings.seed, 'derive', UNSEEN_PART);
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
      if (action === 'end') return;
      const phase = this.#phaseOf(action);
      if (phase !== null && !this.#isAnnounced(phase)) {
        this.#announced = phase;
        request = (yield phase) ?? 'follow';
        continue;
      }
      if (action === 'weights') {
        await this.#submitStep();
        continue;
      }
      for await (const event of this.#perform(action, request === 'follow')) {
        request = (yield event) ?? 'follow';
        // A child's training alone may be long: deriving does not wait for its end, which will begin again.
        if (action === 'evaluate' && event.kind === 'evaluate-progress' && request === 'derive') break;
      }
    }
  }

  async checkpoint(): Promise<SearchCheckpoint> {
    const outstanding = await Promise.all(this.#outstanding);
    const [chooser, supernet] = await Promise.all([
      this.#beforeEvaluation ?? this.#chooser.state(),
      this.#shares ? this.#context.supernet.snapshot() : null,
    ]);
    return {
      method: this.#context.settings.strategy,
      outstanding,
      evaluations: [...this.#evaluations],
      announced: this.#announced,
      weights: this.#weights.state,
      positions: { uniform: this.#uniform.position, unseen: this.#unseen.position },
      chooser,
      derived: this.#derived,
      finished: this.#finished,
      supernet,
    };
  }

  restore(from: SearchCheckpoint): void {
    if (from.method !== this.#context.settings.strategy) {
      throw new RangeError('The checkpoint is of another method.');
    }
    if (from.supernet !== null) this.#context.supernet.restore(from.supernet);
    this.#chooser.restore(from.chooser as State);
    this.#evaluator.restore(from.evaluations.length);
    this.#outstanding = from.outstanding.map((event) => Promise.resolve(event));
    this.#evaluations = [...from.evaluations];
    this.#announced = from.announced;
    this.#weights.restore(from.weights);
    this.#uniform.position = from.positions.uniform;
    this.#unseen.position = from.positions.unseen;
    this.#derived = from.derived;
    this.#finished = from.finished;
  }

  dispose(): void {
    this.#chooser.dispose();
  }

  get #shares(): boolean {
    return this.#outline.steps > 0;
  }

  get #due(): ReturnType<typeof dueIn> {
    return dueIn(this.#outline, { steps: this.#weights.done, evaluations: this.#chooser.evaluations });
  }

  get #stepRound(): number {
    return roundOfStep(this.#outline, this.#weights.done + 1);
  }

  get #evaluationRound(): number {
    return roundOfEvaluation(this.#outline, this.#chooser.evaluations + 1);
  }

  #actionFor(request: StepRequest): Action {
    if (request === 'derive' || request === 'evaluate') return request;
    if (request === 'weights' && this.#shares) return request;
    const { what } = this.#due;
    if (what !== 'done') return what;
    if (!this.#derived) return 'derive';
    return this.#finished ? 'end' : 'finish';
  }

  /** The phase that an action belongs to; null where it belongs to none. */
  #phaseOf(action: Action): PhaseEvent | null {
    switch (action) {
      case 'weights': {
        const round = this.#stepRound;
        return { kind: 'phase', phase: round === 0 ? 'warm-up' : 'weights', round };
      }
      case 'evaluate':
        return { kind: 'phase', phase: this.#evaluationPhase, round: this.#evaluationRound };
      case 'derive':
        return this.#shares ? { kind: 'phase', phase: 'derive', round: this.#due.round } : null;
      case 'finish':
      case 'end':
        return null;
    }
  }

  #isAnnounced({ phase, round }: PhaseEvent): boolean {
    return phase === this.#announced?.phase && round === this.#announced.round;
  }

  #perform(action: Exclude<Action, 'weights' | 'end'>, final: boolean): Step {
    switch (action) {
      case 'evaluate':
        return this.#evaluate();
      case 'derive':
        return this.#derive(final);
      case 'finish':
        return this.#finish();
    }
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
    const round = this.#stepRound;
    const children = await this.#trainingChildren(round);
    this.#outstanding.push(this.#weights.submit(children as [Architecture, ...Architecture[]], round));
  }

  #trainingChildren(round: number): readonly Architecture[] | Promise<readonly Architecture[]> {
    const { settings, space } = this.#context;
    const count = settings.childrenPerStep;
    if (this.#chooser.trainingChildren !== undefined) {
      return this.#chooser.trainingChildren(count, round, this.#stepsLeft(round));
    }
    const sample = (): Architecture => space.sample(this.#uniform);
    const others = Array.from({ length: count - 1 }, sample);
    return [sample(), ...others];
  }

  /** Shared-weight steps left in a round, this one included; at least 1, as a person may go on beyond the last. */
  #stepsLeft(round: number): number {
    const { warmUpSteps, stepsPerRound } = this.#outline;
    return Math.max(1, warmUpSteps + round * stepsPerRound - this.#weights.done);
  }

  /** Yields how far it is; what comes of it is outstanding when it ends, so that it is whole or not at all. */
  async *#evaluate(): Step {
    const standing = { round: this.#evaluationRound, step: this.#weights.done };
    this.#evaluator.stand(standing);
    // On shared weights nothing can come between its beginning and its end.
    if (!this.#shares) this.#beforeEvaluation = await this.#chooser.state();
    try {
      const found: SearchEvent[] = [];
      for await (const event of this.#chooser.evaluate(standing)) {
        if (event.kind === 'evaluate-progress') yield event;
        else found.push(event);
      }
      this.#evaluations.push(...found.filter((event) => event.kind === 'evaluated'));
      this.#outstanding.push(...found.map((event) => Promise.resolve(event)));
    } finally {
      this.#beforeEvaluation = null;
    }
  }

  async *#derive(final: boolean): Step {
    const { round } = this.#due;
    const children = this.#shares ? yield* this.#decide(final) : yield* this.#recallBest();
    this.#derived ||= final;
    const images = children[0]?.images ?? 0;
    const counts = { round, step: this.#weights.done, update: this.#chooser.updates };
    yield { kind: 'derived', ...counts, images, children };
  }

  /** Scores the chooser's candidates on the images that compare children; uniform ones before it has any. */
  async *#decide(final: boolean): ReturnType<typeof rankCandidates> {
    const { architectures, settle } =
      (await this.#chooser.candidates(this.#evaluations, final)) ?? this.#unseenCandidates();
    const ranked = yield* rankCandidates(this.#context, architectures);
    settle?.();
    return ranked;
  }

  #unseenCandidates(): Candidates {
    const { settings, space } = this.#context;
    const begun = this.#unseen.position;
    const architectures = Array.from({ length: settings.deriveChildren }, () => space.sample(this.#unseen));
    const ended = this.#unseen.position;
    this.#unseen.position = begun;
    return { architectures, settle: () => (this.#unseen.position = ended) };
  }

  /** Every child was scored on those images already; before there is one, the first is evaluated. */
  async *#recallBest(): AsyncGenerator<SearchEvent, DerivedEvent['children'], unknown> {
    while (this.#evaluations.length === 0) {
      yield* this.#evaluate();
      for (const event of this.#outstanding.splice(0)) yield await event;
    }
    return bestOf(this.#evaluations);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a generator like its siblings
  async *#finish(): Step {
    this.#finished = true;
    yield { kind: 'finished' };
  }
}
