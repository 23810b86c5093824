import { validateSettings } from '../experiment/schema.ts';
import type { Settings } from '../experiment/settings.ts';
import { type Architecture, isArchitecture } from '../space/space.ts';
import { DeviceLostError } from '../supernet/supernet.ts';
import type { Task } from '../task/task.ts';
import { besideOf, rankingOf } from './beside.ts';
import { endHere, type Goal, goalOfStep, playOn } from './goals.ts';
import { type Machine, OutOfMemoryError } from './machine.ts';
import { Machines } from './machines.ts';
import { DoesNotFitError, needsOf } from './needs.ts';
import { Outbox } from './outbox.ts';
import { Pace } from './pace.ts';
import { LostForGoodError, problemOf, resumedOf } from './problems.ts';
import type { BackendName, Command, Message, RunState } from './protocol.ts';
import { Run } from './run.ts';
import { TaskStore } from './task-store.ts';
import { nextTask } from './turns.ts';
import { type Piece, Wait } from './wait.ts';

const STATUS_INTERVAL_MS = 500;

/** A device that is lost again so soon would be lost for ever. */
const TOO_SOON_MS = 10_000;

/** States from which a search can go on. A finished one can only be derived from again. */
const startable: readonly RunState[] = ['ready', 'paused', 'running'];

/**
 * The run loop. It does one thing at a time: a run whose device was lost is brought back first, then come waiting jobs
 * (configure, score, record), then the comparison or the ranking study if one runs, then the search if it has a goal.
 * Between any two steps it listens for commands.
 */
export class Session {
  readonly #outbox: Outbox;
  readonly #jobs: Piece[] = [];
  readonly #pace = new Pace();
  readonly #machines: Machines;
  #tasks: TaskStore | null = null;
  #run: Run | null = null;
  #goal: Goal | null = null;
  #state: RunState = 'loading';
  /** The run to bring back, why its device was lost, and what it was doing. */
  #lost: { readonly run: Run; readonly reason: string; readonly state: RunState } | null = null;
  /** When a device was last lost, or a run brought back from that. */
  #lastLossAt = -Infinity;
  #working = false;
  readonly #wait = new Wait();
  #newest: Settings | null = null;
  /** The visitor's text; it goes no further than this worker. */
  #ownText = '';

  constructor(post: (message: Message) => void) {
    this.#outbox = new Outbox(post);
    this.#machines = new Machines(
      (message) => this.#outbox.send(message),
      (error) => this.#hearOfTrouble(error),
    );
    setInterval(() => this.#sendStatus(), STATUS_INTERVAL_MS);
  }

  handle(command: Command): void {
    switch (command.kind) {
      case 'start':
        this.#machines.wanted = { backend: command.backend, form: command.form ?? 'engine' };
        this.#tasks = new TaskStore(command.baseUrl);
        this.#jobs.push(() => this.#machines.open());
        break;
      case 'estimate':
        void this.#sendNeeds(command.settings);
        break;
      case 'configure':
        this.#goal = null;
        this.#run?.cancelComparison();
        this.#run?.cancelRanking();
        this.#newest = command.settings;
        this.#ownText = command.ownText ?? '';
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
        this.#pursue(endHere);
        break;
      case 'pace':
        this.#pace.milliseconds = command.milliseconds;
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
      case 'rank':
        this.#jobs.push(() => this.#startRanking());
        break;
      case 'cancel-ranking':
        this.#run?.cancelRanking();
        break;
      case 'record':
        this.#jobs.push(() => this.#sendRecord(command.request));
        break;
      case 'lose-device':
        this.#machines.lose();
        break;
    }
    this.#pace.wake();
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
        const job = this.#lost === null ? this.#jobs.shift() : undefined;
        const beside = this.#run === null ? null : besideOf(this.#run, this.#outbox);
        if (this.#lost !== null) await this.#guard(() => this.#resume());
        else if (job !== undefined) await this.#guard(job, job);
        else if (beside !== null)
          await this.#guard(
            () => beside.advance(),
            null,
            () => beside.end(true),
          );
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
   * Where the device was lost, `again` waits for another; `failed` hears of other errors.
   */
  async #guard(piece: Piece, again: Piece | null = null, failed?: () => void): Promise<void> {
    try {
      await this.#wait.for(piece);
    } catch (error) {
      if (!(error instanceof DeviceLostError)) failed?.();
      await this.#settle(error, again);
    }
  }

  async #settle(error: unknown, again: Piece | null): Promise<void> {
    if (error instanceof DeviceLostError) this.#settleLoss(error.message, again);
    else if (error instanceof OutOfMemoryError) this.#report(await this.#noRoomLeft());
    else this.#report(error);
  }

  #report(error: unknown): void {
    const problem = problemOf(error, this.#run?.history ?? null);
    if (problem.fatal) {
      this.#goal = null;
      this.#lost = null;
      this.#setState('failed');
    }
    this.#outbox.send({ kind: 'problem', problem });
  }

  /** Has the run brought back, unless that was done just now or it had stopped already. */
  #settleLoss(reason: string, again: Piece | null): void {
    const run = this.#run;
    const soon = this.#lost !== null || performance.now() - this.#lastLossAt < TOO_SOON_MS;
    this.#lastLossAt = performance.now();
    this.#machines.drop();
    if (run?.ranking === true) rankingOf(run, this.#outbox).end(true);
    run?.abandon();
    if (this.#state === 'failed') return;
    if (soon) {
      this.#report(new LostForGoodError(reason, 'lost again right after it had been opened anew'));
      return;
    }
    if (again !== null) this.#jobs.unshift(again);
    if (run !== null) this.#lost = { run, reason, state: this.#state };
  }

  /** Makes the run anew on another device and brings it to where it was; then it goes on, or rests, as before. */
  async #resume(): Promise<void> {
    const lost = this.#lost;
    if (lost === null) return;
    const wanted = this.#newest;
    this.#setState('loading');
    const { adapter, device } = await this.#openSame(lost.run.adapter.backend, lost.reason);
    const run = await lost.run.reopen(adapter, device);
    const redone = await run.catchUp(
      lost.run,
      (done, total) => this.#outbox.send({ kind: 'loading', part: 'again', done, total }),
      () => wanted !== this.#newest,
    );
    this.#run = run;
    this.#lost = null;
    this.#lastLossAt = performance.now();
    if (wanted !== this.#newest) return;
    const resting = lost.state === 'running' ? 'paused' : lost.state;
    this.#setState(this.#goal === null ? resting : 'running');
    this.#outbox.send({ kind: 'problem', problem: resumedOf(lost.reason, redone, run.comparing, run.history) });
  }

  async #openSame(backend: BackendName, reason: string): Promise<Machine> {
    const machine = await this.#machines.open().catch(() => null);
    if (machine?.adapter.backend === backend) return machine;
    this.#machines.drop();
    throw new LostForGoodError(reason, 'the browser gave no other in its place');
  }

  /** Something went wrong on a device beside any call. What it held means nothing any more. */
  #hearOfTrouble(error: Error): void {
    this.#run?.abandon();
    if (this.#wait.endWith(error)) return;
    this.#jobs.unshift(() => this.#settle(error, null));
    void this.#work();
  }

  async #configure(wanted: Settings): Promise<void> {
    if (wanted !== this.#newest) return;
    const checked = validateSettings(wanted);
    if (!checked.ok) throw new RangeError(checked.problems.join(' '));
    const { settings } = checked;
    const old = this.#run;
    this.#run = null;
    await old?.dispose();
    this.#setState('loading');
    const { adapter, device, capacity } = await this.#machines.open();
    const needs = await needsOf(settings, device, capacity);
    if (needs.shortage !== null) throw await DoesNotFitError.of(needs.shortage, settings, device, capacity);
    const task = await this.#loadTask(settings);
    if (wanted !== this.#newest) return;
    this.#outbox.send({ kind: 'loading', part: 'supernet', done: 0, total: null });
    await nextTask();
    const progress = (done: number, total: number): void =>
      this.#outbox.send({ kind: 'loading', part: 'supernet', done, total });
    const run = await Run.open({ settings, task, needs, adapter, device, progress });
    this.#run = run;
    this.#outbox.send(run.description());
    this.#setState('ready');
    this.#sendStatus();
  }

  /** Answers from the settings alone, also while other work goes on; a failure to open is told by whoever configures. */
  async #sendNeeds(settings: Settings): Promise<void> {
    const machine = await this.#machines.open().catch(() => null);
    if (machine === null || !validateSettings(settings).ok) return;
    const needs = await needsOf(settings, machine.device, machine.capacity);
    this.#outbox.send({ kind: 'needs', settings, needs });
  }

  /** A device without room for what its limits allow has room for half of it, as far as one can tell. */
  async #noRoomLeft(): Promise<Error> {
    const settings = this.#newest;
    if (settings === null) return new OutOfMemoryError('The graphics device has no memory left.');
    const { device, capacity } = await this.#machines.open();
    const { bytes } = await needsOf(settings, device, capacity);
    const less = { ...capacity, all: bytes / 2 };
    return DoesNotFitError.of({ of: 'left', needed: bytes, allowed: less.all }, settings, device, less);
  }

  #loadTask(settings: Settings): Promise<Task> {
    if (this.#tasks === null) throw new Error('configure came before start');
    return this.#tasks.load(settings, this.#ownText, (done, total) =>
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
    const isStep = event.kind === 'weights' || event.kind === 'evaluated' || event.kind === 'policy';
    if (event.kind === 'finished') {
      this.#goal = null;
      this.#setState('finished');
    } else if (goal === this.#goal && goal.reached(event)) {
      this.#goal = null;
      this.#setState(goal.then);
    } else if (isStep && this.#goal !== null) {
      if (this.#pace.waits) this.#outbox.flush();
      await this.#pace.wait();
    }
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

  #startRanking(): void {
    const run = this.#run;
    if (run === null) return;
    if (this.#state === 'running') this.#setState('paused');
    this.#goal = null;
    run.startRanking();
  }

  #sendRecord(request: number): void {
    if (this.#run !== null) this.#outbox.send({ kind: 'record', request, record: this.#run.record() });
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
