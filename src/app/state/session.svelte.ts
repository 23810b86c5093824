import type { RunRecord } from '../../experiment/record.ts';
import type { Settings } from '../../experiment/settings.ts';
import { needsOwnText } from '../../experiment/task-kind.ts';
import type { ScoredChild, SearchEvent } from '../../experiment/events.ts';
import type { StudyId, StudyTable } from '../../experiment/studies/studies.ts';
import type { Architecture } from '../../space/space.ts';
import type {
  Adapter,
  BackendName,
  Command,
  Message,
  Problem,
  RunState,
  StudyMessageOf,
} from '../../worker/protocol.ts';
import { type Asked, Client, type WorkerEnd } from '../../worker/ask.ts';
import { FrameGate } from './frames.ts';
import { NeedsInView } from './needs.svelte.ts';
import { Run } from './run.svelte.ts';
import { StepTimes } from './step-times.ts';

type Configured = Extract<Message, { kind: 'configured' }>;
type StudyAsked = Extract<Asked, { kind: 'study' }>;
type Loading = Extract<Message, { kind: 'loading' }>;
type Status = Extract<Message, { kind: 'status' }>;

/** How long settings must rest before a run that has not begun is made anew, in ms. */
const CONFIGURE_AFTER = 250;

/** The live run: what the worker said last, and the commands that a person can give. */
export class Session {
  run: Run = $state.raw() as Run;
  state: RunState = $state('loading');
  adapter: Adapter | null = $state.raw(null);
  loading: Loading | null = $state.raw(null);
  configured: Configured | null = $state.raw(null);
  status: Status | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  /** The study under way; null where there is none. */
  study: StudyId | null = $state(null);
  /** Play was pressed before the worker could. */
  playWanted = $state(false);
  /** The visitor's text, for runs whose settings name it. */
  ownText = '';
  readonly needs = new NeedsInView((settings) => void this.#estimate(settings));

  /** How long the steps of the run take. */
  times: StepTimes;
  /** When events came last while the run went on; null while it rests, and until its first. */
  #lastAt: number | null = null;
  #client: Client | null = null;
  readonly #frames = new FrameGate(() => this.run.show());
  /** Studies begun so far. */
  #studies = 0;
  #configureTimer: ReturnType<typeof setTimeout> | undefined;
  /** Until `configured` answers for the run, events are those of one that was replaced. */
  #awaiting = false;

  readonly running = $derived(this.state === 'running');
  /** Whether the worker has weights to score or train with. */
  readonly canScore = $derived(this.state !== 'loading' && this.state !== 'failed');

  constructor(settings: Settings) {
    this.run = new Run(settings);
    this.times = new StepTimes(settings);
  }

  /** Starts the worker; `backend` forces one. */
  start(worker: WorkerEnd, baseUrl: string, backend?: BackendName): void {
    const client = new Client(worker);
    this.#client = client;
    client.onMessage((message) => this.#receive(message));
    this.#send({ kind: 'start', baseUrl, ...(backend === undefined ? {} : { backend }) });
    void this.#configure();
  }

  /** A fresh, paused run of `settings`; what the page draws is there at once, the worker follows when they rest. */
  prepare(settings: Settings): void {
    this.run = new Run(settings);
    this.times = new StepTimes(settings);
    if (this.problem?.code === 'worker-stopped') return;
    this.#awaiting = true;
    this.problem = null;
    this.study = null;
    this.state = 'loading';
    clearTimeout(this.#configureTimer);
    this.#configureTimer = setTimeout(() => void this.#configure(), CONFIGURE_AFTER);
  }

  play(): void {
    if (this.state === 'loading') this.playWanted = true;
    else this.#send({ kind: 'play' });
  }
  pause(): void {
    this.playWanted = false;
    this.#send({ kind: 'pause' });
  }
  step(what: Extract<Command, { kind: 'step' }>['what']): void {
    this.#send({ kind: 'step', what });
  }
  stop(): void {
    this.#send({ kind: 'stop' });
  }
  pace(milliseconds: number): void {
    this.#send({ kind: 'pace', milliseconds });
  }

  /** Begins a study of the run and waits until it is over; what it comes to is in the run. */
  async begin<K extends StudyId>(study: K, options: StudyTable[K]['options']): Promise<void> {
    const { run } = this;
    const begun = ++this.#studies;
    run.startStudy(study);
    this.study = study;
    this.#frames.ask();
    await this.#client?.ask({ kind: 'study', study, options } as StudyAsked);
    // Another may have ended it, also one of the same kind.
    if (run !== this.run || this.study !== study || begun !== this.#studies) return;
    this.study = null;
    run.endStudy();
    this.#frames.ask();
  }
  cancelStudy(): void {
    if (this.study !== null) this.#send({ kind: 'cancel-study', study: this.study });
  }

  /** Scores of children on the shared weights as they are now, on the images that deriving uses; none where refused. */
  async score(children: readonly Architecture[]): Promise<readonly ScoredChild[]> {
    const answer = await this.#client?.ask({ kind: 'score', children });
    return answer?.kind === 'scored' ? answer.children : [];
  }

  /** The record of the run so far; null where there is none. */
  async record(): Promise<RunRecord | null> {
    const answer = await this.#client?.ask({ kind: 'record' });
    return answer?.kind === 'record' ? answer.record : null;
  }

  async #estimate(settings: Settings): Promise<void> {
    const answer = await this.#client?.ask({ kind: 'estimate', settings });
    if (answer?.kind === 'needs') this.needs.answer(settings, answer.needs);
  }

  #send(command: Parameters<Client['send']>[0]): void {
    this.#client?.send(command);
  }

  async #configure(): Promise<void> {
    if (this.#client === null) return;
    this.#awaiting = true;
    const { run } = this;
    const { settings } = run;
    const own = needsOwnText(settings) ? { ownText: this.ownText } : {};
    const answer = await this.#client.ask({ kind: 'configure', settings, ...own });
    if (answer.kind === 'refused' || run !== this.run) return;
    this.#awaiting = false;
    // What was told of the settings before came after this run was asked for.
    if (this.problem?.fatal === true) this.problem = null;
    this.configured = answer;
    this.loading = null;
  }

  #receive(message: Message): void {
    switch (message.kind) {
      case 'loading':
        this.loading = message;
        break;
      case 'started':
        this.adapter = message.adapter;
        break;
      case 'state':
        this.#enter(message.state);
        break;
      case 'search':
        if (this.#awaiting) return;
        for (const event of message.events) this.run.addSearch(event);
        this.#time(message.events);
        this.#frames.ask();
        break;
      case 'study':
        this.#addStudy(message);
        break;
      case 'status':
        this.status = message;
        break;
      case 'problem':
        this.problem = message.problem;
        if (message.problem.fatal) {
          this.state = 'failed';
          this.playWanted = false;
          this.study = null;
          this.run.endStudy();
          this.#frames.ask();
        }
        break;
      case 'configured':
      case 'needs':
      case 'scored':
      case 'record':
      case 'study-ended':
      case 'refused':
        break;
    }
  }

  #time(events: readonly SearchEvent[]): void {
    const now = performance.now();
    if (this.#lastAt !== null) this.times.take(events, (now - this.#lastAt) / 1_000);
    this.#lastAt = this.running ? now : null;
  }

  #addStudy<K extends StudyId>({ study, events }: StudyMessageOf<K>): void {
    if (this.#awaiting) return;
    for (const event of events) this.run.addStudy(study, event);
    this.#frames.ask();
  }

  #enter(state: RunState): void {
    if (this.#awaiting && state !== 'loading' && state !== 'failed') return;
    // A run that loads while it runs is being brought back to a new device, and goes on by itself unless it is paused.
    if (state === 'loading' && this.running) this.playWanted = true;
    this.state = state;
    if (state !== 'running') this.#lastAt = null;
    if (!this.playWanted || state === 'loading') return;
    this.playWanted = false;
    if (state === 'ready' || state === 'paused') this.#send({ kind: 'play' });
  }
}
