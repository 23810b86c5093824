import { type Outline, nextInOutline, outlineOf, roundOfLook, roundOfStep } from '../experiment/outline.ts';
import { randomStream } from '../math/random.ts';
import { UNSEEN_PART } from '../math/streams.ts';
import type { Architecture } from '../space/space.ts';
import { rankCandidates } from './derive.ts';
import { bestOf, Evaluator } from './evaluator.ts';
import type { ChildSearchCheckpoint, SearchCheckpoint } from './checkpoint.ts';
import type {
  DerivedEvent,
  EvaluatedEvent,
  EvaluateProgressEvent,
  PhaseEvent,
  SearchEvent,
} from '../experiment/events.ts';
import { type MadeSearch, resumable } from './resumable.ts';
import type { SearchContext } from './context.ts';
import type { Search, StepRequest } from './strategy.ts';
import { STEPS_UNDER_WAY, WeightSteps } from './weight-steps.ts';

/** How a baseline chooses the children that it looks at; `State` is all that it remembers between two looks. */
export interface ChildSearch<State> {
  /** Evaluates the next child, or a few that do not wait for each other's scores. Left early, it begins it again. */
  look(round: number): AsyncGenerator<SearchEvent, void, unknown>;
  /** On shared weights: the children that the derive images decide among. */
  finalists(evaluations: readonly EvaluatedEvent[]): readonly Architecture[];
  /** Policy updates so far; without a policy, children evaluated. */
  readonly updates: number;
  /** As plain data, a copy of its own. */
  state(): State | Promise<State>;
  restore(state: State): void;
  dispose(): void;
}

/**
 * Runs a search that looks at children one by one: shared-weight steps on uniform children where weights are shared, and
 * children, as its outline has them, then the best. Requests are answered as `alternate` answers them; `policy` asks for
 * the next child.
 */
export function searchChildren<State>(
  context: SearchContext,
  create: (evaluator: Evaluator) => ChildSearch<State> | Promise<ChildSearch<State>>,
  from?: SearchCheckpoint,
): Search {
  return resumable(async () => {
    const evaluator = new Evaluator(context);
    return new ChildSearchRun(context, evaluator, await create(evaluator));
  }, from);
}

type Action = 'weights' | 'evaluate' | 'derive' | 'finish' | 'end';

class ChildSearchRun<State> implements MadeSearch {
  readonly #context: SearchContext;
  readonly #outline: Outline;
  readonly #weights: WeightSteps;
  readonly #evaluator: Evaluator;
  readonly #children: ChildSearch<State>;
  readonly #uniform;
  readonly #unseen;
  #evaluations: EvaluatedEvent[] = [];
  /** Events of shared-weight steps that were submitted, and of children that were looked at; oldest first. */
  #outstanding: Promise<SearchEvent>[] = [];
  /** Before the look that is under way. */
  #beforeLook: State | null = null;
  #announced: PhaseEvent | null = null;
  #derived = false;
  #finished = false;

  constructor(context: SearchContext, evaluator: Evaluator, children: ChildSearch<State>) {
    const { settings } = context;
    this.#context = context;
    this.#outline = outlineOf(settings);
    this.#weights = new WeightSteps(context, this.#outline.steps);
    this.#evaluator = evaluator;
    this.#children = children;
    this.#uniform = randomStream(settings.seed, 'uniform-sampling');
    this.#unseen = randomStream(settings.seed, 'derive', UNSEEN_PART);
  }

  async *events(): AsyncGenerator<SearchEvent, void, StepRequest | undefined> {
    let request: StepRequest = 'follow';
    for (;;) {
      if (request === 'follow') this.#runAhead();
      const oldest = this.#outstanding.shift();
      if (oldest !== undefined) {
        request = (yield await oldest) ?? 'follow';
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
      for await (const event of this.#perform(action, request === 'follow')) {
        request = (yield event) ?? 'follow';
        // A child's training alone may be long: deriving does not wait for its end, which will begin again.
        if (action === 'evaluate' && event.kind === 'evaluate-progress' && request === 'derive') break;
      }
    }
  }

  async checkpoint(): Promise<ChildSearchCheckpoint> {
    const [outstanding, children, supernet] = await Promise.all([
      Promise.all(this.#outstanding),
      this.#beforeLook ?? this.#children.state(),
      this.#shares ? this.#context.supernet.snapshot() : null,
    ]);
    return {
      kind: 'children',
      outstanding,
      evaluations: [...this.#evaluations],
      announced: this.#announced,
      weights: this.#weights.state,
      positions: { uniform: this.#uniform.position, unseen: this.#unseen.position },
      children,
      derived: this.#derived,
      finished: this.#finished,
      supernet,
    };
  }

  restore(from: SearchCheckpoint): void {
    if (from.kind !== 'children') throw new RangeError('The checkpoint is of another kind of search.');
    if (from.supernet !== null) this.#context.supernet.restore(from.supernet);
    this.#children.restore(from.children as State);
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
    this.#children.dispose();
  }

  get #shares(): boolean {
    return this.#outline.steps > 0;
  }

  get #due(): ReturnType<typeof nextInOutline> {
    return nextInOutline(this.#outline, { steps: this.#weights.done, looks: this.#evaluator.done });
  }

  get #stepRound(): number {
    return roundOfStep(this.#outline, this.#weights.done + 1);
  }

  get #lookRound(): number {
    return roundOfLook(this.#outline, this.#evaluator.done + 1);
  }

  #actionFor(request: StepRequest): Action {
    if (request === 'derive') return 'derive';
    if (request === 'weights' && this.#shares) return 'weights';
    if (request === 'policy') return 'evaluate';
    const due = this.#due;
    if (due !== 'done') return due;
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
        return { kind: 'phase', phase: 'evaluate', round: this.#lookRound };
      case 'derive':
        return this.#shares ? { kind: 'phase', phase: 'derive', round: this.#lookRound } : null;
      case 'finish':
      case 'end':
        return null;
    }
  }

  #isAnnounced({ phase, round }: PhaseEvent): boolean {
    return phase === this.#announced?.phase && round === this.#announced.round;
  }

  #perform(action: Exclude<Action, 'end'>, final: boolean): AsyncGenerator<SearchEvent, void, unknown> {
    switch (action) {
      case 'weights':
        return this.#trainWeights();
      case 'evaluate':
        return this.#look();
      case 'derive':
        return this.#derive(final);
      case 'finish':
        return this.#finish();
    }
  }

  /** Submits the steps that the schedule asks for next, as many as may be under way, while they are of this phase. */
  #runAhead(): void {
    while (this.#outstanding.length < STEPS_UNDER_WAY && this.#due === 'weights') {
      const phase = this.#phaseOf('weights');
      if (phase === null || !this.#isAnnounced(phase)) return;
      this.#outstanding.push(this.#submitStep());
    }
  }

  #submitStep(): Promise<SearchEvent> {
    const sample = (): Architecture => this.#context.space.sample(this.#uniform);
    const others = Array.from({ length: this.#context.settings.childrenPerStep - 1 }, sample);
    return this.#weights.submit([sample(), ...others], this.#stepRound);
  }

  async *#trainWeights(): AsyncGenerator<SearchEvent, void, unknown> {
    yield await this.#submitStep();
  }

  /** Yields how far it is; what comes of it is outstanding when it ends, so that it is whole or not at all. */
  async *#look(): AsyncGenerator<EvaluateProgressEvent, void, unknown> {
    const round = this.#lookRound;
    this.#evaluator.stand({ round, step: this.#weights.done });
    this.#beforeLook = await this.#children.state();
    try {
      const found: SearchEvent[] = [];
      for await (const event of this.#children.look(round)) {
        if (event.kind === 'evaluate-progress') yield event;
        else found.push(event);
      }
      this.#evaluations.push(...found.filter((event) => event.kind === 'evaluated'));
      this.#outstanding.push(...found.map((event) => Promise.resolve(event)));
    } finally {
      this.#beforeLook = null;
    }
  }

  async *#derive(final: boolean): AsyncGenerator<SearchEvent, void, unknown> {
    const children = this.#shares ? yield* this.#decideAmongFinalists() : yield* this.#recallBest();
    this.#derived ||= final;
    const images = children[0]?.images ?? 0;
    const counts = { round: this.#lookRound, step: this.#weights.done, update: this.#children.updates };
    yield { kind: 'derived', ...counts, images, children };
  }

  /** Scores the search's finalists on the images that compare children; uniform ones before it has any. */
  async *#decideAmongFinalists(): ReturnType<typeof rankCandidates> {
    const { settings, space } = this.#context;
    const finalists = this.#children.finalists(this.#evaluations);
    if (finalists.length > 0) return yield* rankCandidates(this.#context, finalists);
    const begun = this.#unseen.position;
    const uniform = Array.from({ length: settings.deriveChildren }, () => space.sample(this.#unseen));
    const ended = this.#unseen.position;
    // Until it is done, so that a checkpoint on the way begins it again.
    this.#unseen.position = begun;
    const ranked = yield* rankCandidates(this.#context, uniform);
    this.#unseen.position = ended;
    return ranked;
  }

  /** Every child was scored on those images already; before there is one, the first is evaluated. */
  async *#recallBest(): AsyncGenerator<SearchEvent, DerivedEvent['children'], unknown> {
    while (this.#evaluations.length === 0) {
      yield* this.#look();
      for (const event of this.#outstanding.splice(0)) yield await event;
    }
    return bestOf(this.#evaluations);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a generator like its siblings
  async *#finish(): AsyncGenerator<SearchEvent, void, unknown> {
    this.#finished = true;
    yield { kind: 'finished' };
  }
}
