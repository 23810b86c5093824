import type { RunRecord } from '../../experiment/record.ts';
import type { Settings } from '../../experiment/settings.ts';
import { needsOwnText } from '../../experiment/task-kind.ts';
import type { ScoredChild } from '../../experiment/events.ts';
import type { Architecture } from '../../space/space.ts';
import type { Adapter, BackendName, Command, Message, Problem, RunState } from '../../worker/protocol.ts';
import { FrameGate } from './frames.ts';
import { NeedsInView } from './needs.svelte.ts';
import { Requests } from './requests.ts';
import { Run } from './run.svelte.ts';
import { sameSettings } from './settings.svelte.ts';

/** The page's end of a worker; `WorkerClient` is one. */
export interface Client {
  send(command: Command): void;
  onMessage(listener: (message: Message) => void): () => void;
}

type Configured = Extract<Message, { kind: 'configured' }>;
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
  retrainActive = $state(false);
  retrainCancelled = $state(false);
  rankingActive = $state(false);
  /** Play was pressed before the worker could. */
  playWanted = $state(false);
  /** The visitor's text, for runs whose settings name it. */
  ownText = '';
  readonly needs = new NeedsInView((settings) => this.#send({ kind: 'estimate', settings }));

  #client: Client | null = null;
  readonly #requests = new Requests();
  readonly #frames = new FrameGate(() => this.run.show());
  #configureTimer: ReturnType<typeof setTimeout> | undefined;
  /** Until `configured` answers for these settings, events are those of a run that was replaced. */
  #awaiting = false;

  readonly running = $derived(this.state === 'running');
  /** Whether the worker has weights to score or train with. */
  readonly canScore = $derived(this.state !== 'loading' && this.state !== 'failed');

  constructor(settings: Settings) {
    this.run = new Run(settings);
  }

  /** Starts the worker; `backend` forces one. */
  start(client: Client, baseUrl: string, backend?: BackendName): void {
    this.#client = client;
    client.onMessage((message) => this.#receive(message));
    this.#send({ kind: 'start', baseUrl, ...(backend === undefined ? {} : { backend }) });
    this.#configure();
  }

  /** A fresh, paused run of `settings`; what the page draws is there at once, the worker follows when they rest. */
  prepare(settings: Settings): void {
    this.run = new Run(settings);
    if (this.problem?.code === 'worker-stopped') return;
    this.#awaiting = true;
    this.problem = null;
    this.retrainActive = false;
    this.rankingActive = false;
    this.state = 'loading';
    clearTimeout(this.#configureTimer);
    this.#configureTimer = setTimeout(() => this.#configure(), CONFIGURE_AFTER);
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
  retrain(derived: Architecture, own: readonly Architecture[]): void {
    this.run.startRetrain();
    this.retrainActive = true;
    this.retrainCancelled = false;
    this.#frames.ask();
    this.#send({ kind: 'retrain', derived, own });
  }
  rank(): void {
    this.run.startRanking();
    this.rankingActive = true;
    this.#frames.ask();
    this.#send({ kind: 'rank' });
  }
  cancelRanking(): void {
    this.#send({ kind: 'cancel-ranking' });
  }
  cancelRetrain(): void {
    this.#send({ kind: 'cancel-retrain' });
  }

  /** Scores of children on the shared weights as they are now, on the images that deriving uses. */
  async score(children: readonly Architecture[]): Promise<readonly ScoredChild[]> {
    const answer = await this.#ask((request) => ({ kind: 'score', request, children }));
    return answer.kind === 'scored' ? answer.children : [];
  }

  async record(): Promise<RunRecord | null> {
    const answer = await this.#ask((request) => ({ kind: 'record', request }));
    return answer.kind === 'record' ? answer.record : null;
  }

  #ask(command: (request: number) => Command): Promise<Message> {
    const { request, answer } = this.#requests.open();
    this.#send(command(request));
    return answer;
  }

  #send(command: Command): void {
    this.#client?.send(command);
  }

  #configure(): void {
    if (this.#client === null) return;
    this.#awaiting = true;
    const { settings } = this.run;
    this.#send({ kind: 'configure', settings, ...(needsOwnText(settings) ? { ownText: this.ownText } : {}) });
  }

  #receive(message: Message): void {
    switch (message.kind) {
      case 'loading':
        this.loading = message;
        break;
      case 'started':
        this.adapter = message.adapter;
        break;
      case 'configured':
        if (!sameSettings(message.settings, this.run.settings)) return;
        this.#awaiting = false;
        this.configured = message;
        this.loading = null;
        break;
      case 'needs':
        this.needs.answer(message.settings, message.needs);
        break;
      case 'state':
        this.#enter(message.state);
        break;
      case 'search':
        if (this.#awaiting) return;
        for (const event of message.events) this.run.addSearch(event);
        this.#frames.ask();
        break;
      case 'retrain':
        if (this.#awaiting) return;
        for (const event of message.events) this.run.addRetrain(event);
        this.#frames.ask();
        break;
      case 'retrain-ended':
        this.retrainActive = false;
        this.retrainCancelled = message.cancelled;
        this.run.endRetrain();
        this.#frames.ask();
        break;
      case 'ranking':
        if (this.#awaiting) return;
        for (const event of message.events) this.run.addRanking(event);
        this.#frames.ask();
        break;
      case 'ranking-ended':
        this.rankingActive = false;
        this.run.endRanking();
        this.#frames.ask();
        break;
      case 'scored':
      case 'record':
        this.#requests.answer(message.request, message);
        break;
      case 'status':
        this.status = message;
        break;
      case 'problem':
        this.problem = message.problem;
        if (message.problem.fatal) {
          this.state = 'failed';
          this.playWanted = false;
          this.retrainActive = false;
          this.rankingActive = false;
          this.run.endRetrain();
          this.run.endRanking();
          this.#frames.ask();
        }
        break;
    }
  }

  #enter(state: RunState): void {
    if (this.#awaiting && state !== 'loading' && state !== 'failed') return;
    // A run that loads while it runs is being brought back to a new device, and goes on by itself unless it is paused.
    if (state === 'loading' && this.running) this.playWanted = true;
    this.state = state;
    if (!this.playWanted || state === 'loading') return;
    this.playWanted = false;
    if (state === 'ready' || state === 'paused') this.#send({ kind: 'play' });
  }
}
