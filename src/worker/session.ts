import { validateSettings } from '../experiment/schema.ts';
import type { Settings } from '../experiment/settings.ts';
import type { SearchEvent } from '../search/events.ts';
import type { StepRequest } from '../search/strategy.ts';
import { type Architecture, isArchitecture } from '../space/space.ts';
import { type OpenBackend, openBackend } from '../supernet/reference/backend.ts';
import { DeviceLostError } from '../supernet/supernet.ts';
import type { Task } from '../task/task.ts';
import { Outbox } from './outbox.ts';
import { problemOf } from './problems.ts';
import type { Adapter, BackendName, Command, Message, RunState } from './protocol.ts';
import { Run } from './run.ts';
import { TaskStore } from './task-store.ts';
import { nextTask } from './turns.ts';

const STATUS_INTERVAL_MS = 500;

/** What the search was told to do: the request for its next steps, and when that is done. */
interface Goal {
  readonly request: StepRequest;
  readonly reached: (event: SearchEvent) => boolean;
  readonly then: 'paused' | 'finished';
}

const playOn: Goal = { request: 'follow', reached: () => false, then: 'finished' };

/** States from which a search can go on. A finished one can only be derived from again. */
const startable: readonly RunState[] = ['ready', 'paused', 'running'];

/**
 * The run loop. It does one thing at a time: waiting jobs first (configure, score, record), then the comparison if
 * one runs, then the search if it has a goal. Between any two steps it listens for commands.
 */
export class Session {
  readonly #outbox: Outbox;
  readonly #jobs: (() => unknown)[] = [];
  #baseUrl = '';
  #wantedBackend: BackendName | undefined;
  #wantedForm: Adapter['form'] = 'engine';
  #backend: OpenBackend | null = null;
  #tasks: TaskStore | null = null;
  #run: Run | null = null;
  #goal: Goal | null = null;
  #state: RunState = 'loading';
  #paceMs = 0;
  #lastStepAt = 0;
  #wake: (() => void) | null = null;
  #working = false;
  #endPiece: ((error: Error) => void) | null = null;
  #newest: Settings | null = null;

  constructor(post: (message: Message) => void) {
    this.#outbox = new Outbox(post);
    setInterval(() => this.#sendStatus(), STATUS_INTERVAL_MS);
  }

  handle(command: Command): void {
    switch (command.kind) {
      case 'start':
        this.#baseUrl = command.baseUrl;
        this.#wantedBackend = command.backend;
        this.#wantedForm = command.form ?? 'engine';
        this.#tasks = new TaskStore(this.#baseUrl);
        this.#jobs.push(() => this.#openBackend());
        break;
      case 'configure':
        this.#goal = null;
        this.#run?.cancelComparison();
        this.#newest = command.settings;
        this.#jobs.push(() => this.#configure(command.settings));
        break;
      case 'play':
        this.#pursue(playOn);
        break;
      case 'pause':
        this.#goal = null;
        if (this.#state === 'running') this.#setState('paused');
        break;
      case 'step':
        this.#pursue(goalOfStep(command.what));
        break;
      case 'stop':
        this.#pursue({ request: 'derive', reached: ({ kind }) => kind === 'derived', then: 'finished' });
        break;
      case 'pace':
        this.#paceMs = Math.max(0, command.milliseconds);
        break;
      case 'score':
        this.#jobs.push(() => this.#score(command.request, command.children));
        break;
      case 'retrain':
        this.#jobs.push(() => this.#startComparison(command.derived, command.own));
        break;
      case 'cancel-retrain':
        this.#run?.cancelComparison();
        break;
      case 'record':
        this.#jobs.push(() => this.#sendRecord(command.request));
        break;
      case 'lose-device':
        this.#backend?.loseDevice();
        break;
    }
    this.#wake?.();
    void this.#work();
  }

  #pursue(goal: Goal): void {
    const over = this.#state === 'finished';
    if (over ? goal.request !== 'derive' : !startable.includes(this.#state)) return;
    this.#goal = over ? { ...goal, then: 'finished' } : goal;
    this.#setState('running');
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      for (;;) {
        const job = this.#jobs.shift();
        if (job !== undefined) await this.#guard(job);
        else if (this.#run?.comparing === true) await this.#guard(() => this.#advanceComparison());
        else if (this.#run !== null && this.#goal !== null) await this.#guard(() => this.#advanceSearch());
        else break;
        await nextTask();
      }
    } finally {
      this.#working = false;
      this.#outbox.flush();
    }
  }

  /**
   * Runs one piece of work; whatever goes wrong becomes a problem that a person can read, and the history stays.
   * A lost device may leave the piece waiting for ever, so losing it ends the wait.
   */
  async #guard(piece: () => unknown): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        this.#endPiece = reject;
        const work = async (): Promise<unknown> => await piece();
        work().then(() => resolve(), reject);
      });
    } catch (error) {
      this.#report(error);
    } finally {
      this.#endPiece = null;
    }
  }

  #report(error: unknown): void {
    const problem = problemOf(error, this.#run?.history ?? null);
    if (problem.code === 'device-lost') {
      this.#run?.abandon();
      this.#backend = null;
    }
    if (problem.fatal) {
      this.#goal = null;
      this.#setState('failed');
    }
    this.#outbox.send({ kind: 'problem', problem });
  }

  #loseDevice(backend: OpenBackend, reason: string): void {
    if (backend !== this.#backend) return;
    const error = new DeviceLostError(reason);
    if (this.#endPiece === null) this.#report(error);
    else this.#endPiece(error);
  }

  async #openBackend(): Promise<OpenBackend> {
    this.#outbox.send({ kind: 'loading', part: 'backend', done: 0, total: null });
    const backend = await openBackend(this.#wantedBackend, this.#wantedForm);
    this.#backend = backend;
    void backend.lost.then((reason) => this.#loseDevice(backend, reason));
    this.#outbox.send({ kind: 'started', adapter: this.#adapterOf(backend) });
    return backend;
  }

  async #configure(wanted: Settings): Promise<void> {
    if (wanted !== this.#newest) return;
    const checked = validateSettings(wanted);
    if (!checked.ok) throw new RangeError(checked.problems.join(' '));
    await this.#run?.dispose();
    this.#run = null;
    this.#setState('loading');
    const backend = this.#backend ?? (await this.#openBackend());
    const task = await this.#loadTask(checked.settings);
    if (wanted !== this.#newest) return;
    this.#outbox.send({ kind: 'loading', part: 'supernet', done: 0, total: null });
    await nextTask();
    const run = await Run.open({
      settings: checked.settings,
      task,
      adapter: this.#adapterOf(backend),
      device: this.#deviceOf(backend),
      progress: (done, total) => this.#outbox.send({ kind: 'loading', part: 'supernet', done, total }),
    });
    this.#run = run;
    this.#outbox.send(run.description());
    this.#setState('ready');
    this.#sendStatus();
  }

  #loadTask(settings: Settings): Promise<Task> {
    if (this.#tasks === null) throw new Error('configure came before start');
    return this.#tasks.load(settings, (done, total) =>
      this.#outbox.send({ kind: 'loading', part: 'data', done, total }),
    );
  }

  async #advanceSearch(): Promise<void> {
    const run = this.#run;
    const goal = this.#goal;
    if (run === null || goal === null) return;
    const event = await run.advance(goal.request);
    if (event === null) {
      this.#goal = null;
      this.#setState('finished');
      return;
    }
    this.#outbox.addSearch(event);
    const isStep = event.kind === 'weights' || event.kind === 'policy';
    if (event.kind === 'finished') {
      this.#goal = null;
      this.#setState('finished');
    } else if (goal === this.#goal && goal.reached(event)) {
      this.#goal = null;
      this.#setState(goal.then);
    } else if (isStep) {
      await this.#waitForPace();
    }
  }

  /** Slow motion: waits until the pace allows another step; any command ends the wait. */
  async #waitForPace(): Promise<void> {
    const wait = this.#lastStepAt + this.#paceMs - performance.now();
    if (wait > 0 && this.#goal !== null) {
      this.#outbox.flush();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    this.#lastStepAt = performance.now();
  }

  async #score(request: number, children: readonly Architecture[]): Promise<void> {
    const run = this.#run;
    if (run === null || !children.every((child) => isArchitecture(run.space, child))) return;
    this.#outbox.send({ kind: 'scored', request, children: await run.score(children) });
  }

  #startComparison(derived: Architecture, own: readonly Architecture[]): void {
    const run = this.#run;
    if (run === null || ![derived, ...own].every((child) => isArchitecture(run.space, child))) return;
    if (this.#state === 'running') this.#setState('paused');
    this.#goal = null;
    run.startComparison(derived, own);
  }

  async #advanceComparison(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    const event = await run.advanceComparison().catch((error: unknown) => {
      this.#outbox.send({ kind: 'retrain-ended', cancelled: true });
      throw error;
    });
    if ('ended' in event) this.#outbox.send({ kind: 'retrain-ended', cancelled: event.cancelled });
    else this.#outbox.addRetrain(event);
  }

  #sendRecord(request: number): void {
    if (this.#run !== null) this.#outbox.send({ kind: 'record', request, record: this.#run.record() });
  }

  /** The device for the fused form; null where the reference computes. */
  #deviceOf(backend: OpenBackend): GPUDevice | null {
    return this.#wantedForm === 'engine' ? backend.device : null;
  }

  #adapterOf(backend: OpenBackend): Adapter {
    const { name, vendor, architecture, fallback } = backend;
    const form = this.#deviceOf(backend) === null ? 'reference' : 'engine';
    return { backend: name, form, vendor, architecture, fallback };
  }

  #setState(state: RunState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#outbox.send({ kind: 'state', state });
  }

  #sendStatus(): void {
    const run = this.#run;
    if (run === null) return;
    this.#outbox.send({
      kind: 'status',
      bytes: run.bytes(),
      childStepsPerSecond: run.meter.stepsPerSecond,
      seconds: run.meter.seconds,
    });
  }
}

function goalOfStep(what: Extract<Command, { kind: 'step' }>['what']): Goal {
  switch (what) {
    case 'weights':
    case 'policy':
      return { request: what, reached: ({ kind }) => kind === what, then: 'paused' };
    case 'derive':
      return { request: 'derive', reached: ({ kind }) => kind === 'derived', then: 'paused' };
    case 'round': {
      let round: number | null = null;
      return {
        request: 'follow',
        reached: (event) => {
          if (!('round' in event)) return false;
          round ??= event.round;
          return event.round > round;
        },
        then: 'paused',
      };
    }
  }
}
