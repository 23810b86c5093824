import { validateSettings } from '../experiment/schema.ts';
import type { Settings } from '../experiment/settings.ts';
import { studies, type StudyId } from '../experiment/studies/studies.ts';
import type { Architecture } from '../space/space.ts';
import { DeviceLostError } from '../supernet/supernet.ts';
import type { Task } from '../task/task.ts';
import { isCommand } from './commands.ts';
import { endHere, type Goal, goalOfStep, playOn } from './goals.ts';
import { type openMachine, OutOfMemoryError } from './machine.ts';
import { Machines } from './machines.ts';
import { type Job, Loop, once } from './loop.ts';
import { DoesNotFitError, needsOf, noRoomLeft } from './needs.ts';
import { Outbox } from './outbox.ts';
import { Pace } from './pace.ts';
import { LostForGoodError, problemOf, resumedOf } from './problems.ts';
import type { Message, RunState, StudyCommandOf } from './protocol.ts';
import { Recovery, reopened } from './recovery.ts';
import { noRun, replaced, stopped, whyNotScored, whyNotStudied } from './refusals.ts';
import { Reply } from './reply.ts';
import { Run, type RunOptions } from './run.ts';
import { StudyInHand } from './study-in-hand.ts';
import type { TaskStore } from './task-store.ts';
import { nextTask } from './turns.ts';

/** States from which a search can go on. A finished one can only be derived from again. */
const startable: readonly RunState[] = ['ready', 'paused', 'running'];

/** Settings from outside. Throws a `RangeError` that says what is wrong with them. */
function checked(settings: Settings): Settings {
  const result = validateSettings(settings);
  if (!result.ok) throw new RangeError(result.problems.join(' '));
  return result.settings;
}

/** What a session works with. */
export interface SessionParts {
  readonly openMachine: typeof openMachine;
  /** Loads tasks; `baseUrl` is where `data/` lies. */
  readonly tasks: (baseUrl: string) => Pick<TaskStore, 'load'>;
  readonly createSupernet: RunOptions['createSupernet'];
}

/**
 * The run loop. It does one thing at a time: a run whose device was lost is brought back first, then come waiting jobs
 * (configure, score, record, the beginning of a study), then the study if one is under way, then the search if it has a
 * goal. Between any two steps it listens for commands. Every request is answered once.
 */
export class Session {
  readonly #parts: SessionParts;
  readonly #outbox: Outbox;
  readonly #loop: Loop;
  readonly #pace = new Pace();
  readonly #machines: Machines;
  #tasks: Pick<TaskStore, 'load'> | null = null;
  #run: Run | null = null;
  #goal: Goal | null = null;
  #state: RunState = 'loading';
  readonly #recovery = new Recovery();
  #newest: Settings | null = null;
  /** The visitor's text; it goes no further than this worker. */
  #ownText = '';

  constructor(post: (message: Message) => void, parts: SessionParts) {
    this.#parts = parts;
    this.#outbox = new Outbox(post);
    this.#machines = new Machines(
      parts.openMachine,
      (message) => this.#outbox.send(message),
      (error) => this.#hearOfTrouble(error),
    );
    this.#loop = new Loop({
      first: () => (this.#recovery.lost === null ? null : this.#bringBack()),
      rest: () => this.#goOn(),
      settle: (error, job) => this.#settle(error, job),
      resting: () => this.#outbox.flush(),
    });
  }

  /** Takes a command; what is none is ignored. */
  handle(command: unknown): void {
    if (!isCommand(command)) return;
    switch (command.kind) {
      case 'start':
        this.#machines.wanted = { backend: command.backend, form: command.form ?? 'engine' };
        this.#tasks = this.#parts.tasks(command.baseUrl);
        this.#loop.push({ work: () => this.#machines.open(), refuse: () => undefined, again: true });
        break;
      case 'estimate':
        void this.#sendNeeds(command.settings, this.#replyTo(command));
        break;
      case 'configure':
        this.#goal = null;
        this.#run?.study?.cancel();
        this.#newest = command.settings;
        this.#ownText = command.ownText ?? '';
        this.#queue(command, (reply, signal) => this.#configure(command.settings, reply, signal));
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
        this.#queue(command, (reply, signal) => this.#score(command.children, reply, signal));
        break;
      case 'study':
        this.#queue(command, (reply, signal) => this.#startStudy(command, reply, signal));
        break;
      case 'cancel-study':
        if (this.#run?.study?.id === command.study) this.#run.study.cancel();
        break;
      case 'record':
        this.#queue(command, (reply) => this.#sendRecord(reply));
        break;
      case 'lose-device':
        this.#machines.lose();
        break;
    }
    this.#pace.wake();
    void this.#loop.run();
  }

  /** Says what the run holds and how fast it is; nothing where there is none. */
  sendStatus(): void {
    const run = this.#run;
    if (run === null) return;
    this.#outbox.send({
      kind: 'status',
      bytes: run.bytes(),
      childStepsPerSecond: run.meter.stepsPerSecond,
      seconds: run.meter.seconds,
      compiling: run.compiling,
    });
  }

  #replyTo({ request }: { readonly request: number }): Reply {
    return new Reply(request, (message) => this.#outbox.send(message));
  }

  #queue(command: { readonly request: number }, work: (reply: Reply, signal: AbortSignal) => unknown): void {
    const reply = this.#replyTo(command);
    this.#loop.push({
      work: (signal) => work(reply, signal),
      refuse: (sentence) => reply.refuse(sentence),
      again: true,
    });
  }

  #pursue(goal: Goal): void {
    const over = this.#state === 'finished';
    if (over ? goal.request !== 'derive' : !startable.includes(this.#state)) return;
    if (this.#goal === null) this.#pace.begin();
    this.#goal = over ? { ...goal, then: 'finished' } : goal;
    this.#setState('running');
  }

  #bringBack(): Job {
    return once(
      (signal) => this.#resume(signal),
      () => this.#giveUp(),
    );
  }

  /** What is to be done where nothing was asked: the study under way, or the search as far as its goal. */
  #goOn(): Job | null {
    const run = this.#run;
    const study = run?.study ?? null;
    if (run !== null && study !== null) {
      return once(
        () => this.#advanceStudy(run, study),
        (sentence) => run.endStudy(sentence),
      );
    }
    return run !== null && this.#goal !== null ? once(() => this.#advanceSearch()) : null;
  }

  /**
   * Tells a person what went wrong; the history stays. Returns the sentence, null where the job goes on, or is done again,
   * on another device.
   */
  async #settle(error: unknown, job: Job): Promise<string | null> {
    if (error instanceof DeviceLostError) return this.#settleLoss(error.message, job);
    return this.#report(
      error instanceof OutOfMemoryError ? await noRoomLeft(error, this.#newest, this.#machines) : error,
    );
  }

  #report(error: unknown): string {
    const problem = problemOf(error, this.#run?.history ?? null);
    if (problem.fatal) {
      this.#goal = null;
      this.#recovery.end();
      this.#setState('failed');
    }
    this.#outbox.send({ kind: 'problem', problem });
    const sentence = `${problem.what} ${problem.todo}`;
    if (problem.fatal) this.#run?.endStudy(sentence);
    return sentence;
  }

  /** Has the run brought back, unless that was done just now or it had stopped already. */
  #settleLoss(reason: string, job: Job): string | null {
    const run = this.#run;
    const soon = this.#recovery.isTooSoon();
    this.#machines.drop();
    run?.loseDevice();
    if (this.#state === 'failed') return stopped;
    if (soon) {
      return this.#report(new LostForGoodError(reason, 'lost again right after it had been opened anew'));
    }
    if (job.again) this.#loop.unshift(job);
    if (run !== null) this.#recovery.want({ run, reason, state: this.#state });
    return null;
  }

  /** A run that cannot be brought back has stopped, whatever the reason was. */
  #giveUp(): void {
    const { lost } = this.#recovery;
    if (lost !== null) this.#report(new LostForGoodError(lost.reason, 'what it held could not be made again'));
  }

  /** Makes the run anew on another device and brings it to where it was; then it goes on, or rests, as before. */
  async #resume(signal: AbortSignal): Promise<void> {
    const { lost } = this.#recovery;
    if (lost === null) return;
    const wanted = this.#newest;
    this.#setState('loading');
    const { run, redone } = await reopened(
      lost,
      this.#machines,
      (done, total) => this.#outbox.send({ kind: 'loading', part: 'again', done, total }),
      () => wanted !== this.#newest || signal.aborted,
    );
    if (signal.aborted) return;
    run.takeStudyFrom(lost.run);
    this.#run = run;
    this.#recovery.end();
    if (wanted !== this.#newest) return;
    const resting = lost.state === 'running' ? 'paused' : lost.state;
    this.#setState(this.#goal === null ? resting : 'running');
    const study = run.study && studies[run.study.id];
    this.#outbox.send({ kind: 'problem', problem: resumedOf(lost.reason, redone, study, run.history) });
  }

  /** Something went wrong on a device beside any call. What it held means nothing any more. */
  #hearOfTrouble(error: Error): void {
    this.#run?.abandon();
    if (this.#loop.endWith(error)) return;
    this.#loop.unshift(once(() => Promise.reject(error)));
    void this.#loop.run();
  }

  async #configure(wanted: Settings, reply: Reply, signal: AbortSignal): Promise<void> {
    const outdated = (): boolean => {
      if (wanted !== this.#newest) reply.refuse(replaced);
      return wanted !== this.#newest || signal.aborted;
    };
    if (outdated()) return;
    const settings = checked(wanted);
    const old = this.#run;
    this.#run = null;
    await old?.dispose();
    this.#setState('loading');
    const machine = await this.#machines.openAgain();
    const needs = await needsOf(settings, machine);
    if (needs.shortage !== null) throw await DoesNotFitError.of(needs.shortage, settings, machine);
    const task = await this.#loadTask(settings);
    if (outdated()) return;
    this.#outbox.send({ kind: 'loading', part: 'supernet', done: 0, total: null });
    await nextTask();
    const progress = (done: number, total: number): void =>
      this.#outbox.send({ kind: 'loading', part: 'supernet', done, total });
    const { createSupernet } = this.#parts;
    const { adapter, device } = machine;
    const run = await Run.open({ settings, task, needs, adapter, device, progress, createSupernet });
    if (signal.aborted) return;
    this.#run = run;
    reply.give(run.description());
    this.#setState('ready');
    this.sendStatus();
  }

  /** Answers from the settings alone, also while other work goes on; a failure to open is told by whoever configures. */
  async #sendNeeds(settings: Settings, reply: Reply): Promise<void> {
    try {
      reply.give({ kind: 'needs', needs: await needsOf(checked(settings), await this.#machines.open()) });
    } catch (error) {
      reply.refuse(error instanceof Error ? error.message : String(error));
    }
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

  async #score(children: readonly Architecture[], reply: Reply, signal: AbortSignal): Promise<void> {
    const run = this.#run;
    const reason = run === null ? noRun : whyNotScored(run, this.#state, children);
    if (run === null || reason !== null) {
      reply.refuse(reason ?? noRun);
      return;
    }
    const scored = await run.score(children);
    if (!signal.aborted) reply.give({ kind: 'scored', children: scored });
  }

  /** Begins a study; the search pauses, and a study that is under way ends as cancelled. */
  async #startStudy<K extends StudyId>(command: StudyCommandOf<K>, reply: Reply, signal: AbortSignal): Promise<void> {
    const run = this.#run;
    const reason = run === null ? noRun : whyNotStudied(run, this.#state, command);
    if (run === null || reason !== null) {
      reply.refuse(reason ?? noRun);
      return;
    }
    await run.disposeStudy();
    if (signal.aborted) return;
    if (this.#state === 'running') this.#setState('paused');
    this.#goal = null;
    run.startStudy(new StudyInHand(command.study, command.options, reply));
  }

  async #advanceStudy<K extends StudyId>(run: Run, study: StudyInHand<K>): Promise<void> {
    const event = await run.advanceStudy(study);
    if (event === null) run.endStudy();
    else this.#outbox.addStudy(study.id, event);
  }

  #sendRecord(reply: Reply): void {
    if (this.#run === null) reply.refuse(noRun);
    else reply.give({ kind: 'record', record: this.#run.record() });
  }

  #setState(state: RunState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#outbox.send({ kind: 'state', state });
  }
}
