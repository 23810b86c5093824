import { Pipelines } from '../engine/pipelines.ts';
import { spaceOf, trainingConfigOf } from '../experiment/build.ts';
import { HistoryBuilder } from '../experiment/history.ts';
import { recordOf, type RunRecord } from '../experiment/record.ts';
import { methodOf } from '../experiment/methods/methods.ts';
import type { Settings } from '../experiment/settings.ts';
import { scoreOnDeriveImages } from '../search/derive.ts';
import type { ScoredChild, SearchEvent } from '../experiment/events.ts';
import { outcomeOf, type StudyId, type StudyTable } from '../experiment/studies/studies.ts';
import { STEPS_AT_ONCE } from '../search/from-scratch.ts';
import { runners } from '../search/runners.ts';
import type { MethodRunner, Search, StepRequest } from '../search/search.ts';
import type { StudyContext } from '../search/studies/study.ts';
import type { SearchContext } from '../search/context.ts';
import type { Architecture } from '../space/space.ts';
import type { AnySpace } from '../space/spaces.ts';
import type { SupernetOptions } from '../supernet/options.ts';
import { DeviceLostError, type Supernet } from '../supernet/supernet.ts';
import type { Task } from '../task/task.ts';
import { describeTask } from './task-kinds/kinds.ts';
import { Meter } from './meter.ts';
import { callsOf } from './needs.ts';
import type { Adapter, Message, Needs } from './protocol.ts';
import { type Redone, ReplayLog } from './replay-log.ts';
import type { StudyInHand } from './study-in-hand.ts';
import { versions } from './versions.ts';

type Progress = (done: number, total: number) => void;

export interface RunOptions {
  readonly settings: Settings;
  readonly task: Task;
  readonly needs: Needs;
  readonly adapter: Adapter;
  /** Null where the reference form computes. */
  readonly device: GPUDevice | null;
  /** Kernels compiled so far, of how many. */
  readonly progress: Progress;
  /** Makes the shared weights, and those of children that are trained alone. */
  readonly createSupernet: (options: SupernetOptions, device: GPUDevice | null) => Promise<Supernet>;
}

/** One experiment as far as it has come: what was made for it, its search, the study beside it and its history. */
export class Run {
  readonly space: AnySpace;
  readonly history: HistoryBuilder;
  readonly meter: Meter;
  readonly #options: RunOptions;
  readonly #runner: MethodRunner;
  readonly #supernet: Supernet;
  readonly #context: SearchContext;
  readonly #search: Search;
  readonly #replayLog: ReplayLog;
  #study: StudyInHand | null = null;
  #abandoned = false;

  /** Takes over from `lost`, whose device is gone; its search begins at the newest checkpoint. */
  private constructor(options: RunOptions, supernet: Supernet, lost: Run | null) {
    const { settings, task, device } = options;
    this.#options = options;
    this.history = lost?.history ?? new HistoryBuilder();
    this.meter = lost?.meter ?? new Meter();
    this.#replayLog = lost === null ? new ReplayLog() : lost.#replayLog;
    this.space = spaceOf(settings, task.classes.length);
    this.#runner = runners[settings.strategy];
    this.#supernet = supernet;
    this.#context = { settings, space: this.space, supernet, task, device };
    this.#search = this.#runner.run(this.#context, this.#replayLog.checkpoint);
  }

  /** Makes the supernet and all that its calls will need. Rejects if the device cannot hold it. */
  static open(options: RunOptions): Promise<Run> {
    return Run.#make(options, null);
  }

  /** This run, whose device was lost, on another one; `catchUp` then brings it to where it was. */
  reopen(adapter: Adapter, device: GPUDevice | null): Promise<Run> {
    return Run.#make({ ...this.#options, adapter, device }, this);
  }

  static async #make(options: RunOptions, lost: Run | null): Promise<Run> {
    const { settings, task, device, progress, createSupernet } = options;
    const { train, validation } = task;
    const supernet = await createSupernet(
      {
        ...supernetOptions(settings, task),
        training: trainingConfigOf(settings),
        data: { train, validation },
        progress,
      },
      device,
    );
    try {
      await supernet.prepare(callsOf(settings));
    } catch (error) {
      supernet.dispose();
      throw error;
    }
    return new Run(options, supernet, lost);
  }

  /** What the page needs to draw it before anything happened. */
  description(): Omit<Extract<Message, { kind: 'configured' }>, 'request'> {
    const { settings, needs, task } = this.#options;
    return {
      kind: 'configured',
      settings,
      ...describeTask(task),
      needs,
      steps: methodOf(settings).steps,
      largestProbability: this.#runner.largestProbability(this.#context),
    };
  }

  /** The next event of the search; null when it is over. Rejects if the device was lost on the way. */
  async advance(request: StepRequest): Promise<SearchEvent | null> {
    const { done, value } = await this.meter.time(async () => {
      await this.#replayLog.keepUp(this.#search);
      return this.#search.next(request);
    });
    this.#expectDevice();
    if (done === true) return null;
    this.#replayLog.add(request, value);
    this.history.addSearch(value);
    this.meter.addSteps(childrenIn(value));
    return value;
  }

  /** Computes again what was lost since the checkpoint; `stop` is asked before each step. */
  catchUp(progress: Progress, stop: () => boolean): Promise<Redone> {
    return this.meter.time(() => this.#replayLog.redo(this.#search, progress, stop));
  }

  /** Takes up the study that was under way in a lost run, if one was; what came of it stays in the history. */
  takeStudyFrom(lost: Run): void {
    if (lost.#study !== null) this.#takeUp(lost.#study);
    lost.#study = null;
  }

  /** Shared-weight scores on the images that deriving uses. */
  score(children: readonly Architecture[]): Promise<ScoredChild[]> {
    return scoreOnDeriveImages(this.#context, children);
  }

  /** The study under way; null where there is none. */
  get study(): StudyInHand | null {
    return this.#study;
  }

  /** Begins a study: what the same one came to before is dropped. There must be none under way. */
  startStudy(study: StudyInHand): void {
    this.history.startStudy(study.id);
    this.#takeUp(study);
  }

  #takeUp<K extends StudyId>(study: StudyInHand<K>): void {
    study.run(this.#studyContext(), outcomeOf(this.history.studies, study.id));
    this.#study = study;
  }

  #studyContext(): StudyContext {
    const { settings, task, device, createSupernet } = this.#options;
    return {
      settings,
      space: this.space,
      task,
      supernet: this.#supernet,
      createSupernet: ({ task: other, splits, training, child }) => {
        const data = Object.fromEntries(splits.map((split) => [split, other[split]]));
        return createSupernet({ ...supernetOptions(settings, other), training, data, only: [child] }, device);
      },
    };
  }

  /** The next event of the study, in the history by then; null where it is over. */
  async advanceStudy<K extends StudyId>(study: StudyInHand<K>): Promise<StudyTable[K]['event'] | null> {
    const event = await study.next();
    this.#expectDevice();
    if (event !== null) this.history.addStudy(study.id, event);
    return event;
  }

  /** Forgets the study and answers its request; see `StudyInHand.answer`. One that is not over lets go of what it held. */
  endStudy(failure?: string): void {
    const study = this.#study;
    this.#study = null;
    study?.answer(failure);
    if (!this.#abandoned) void study?.dispose();
  }

  /** Ends the study, if one is under way, and frees what it held. */
  async disposeStudy(): Promise<void> {
    const study = this.#study;
    this.#study = null;
    if (this.#abandoned) study?.cancel();
    await (this.#abandoned ? study?.answer() : study?.dispose());
  }

  record(): RunRecord {
    return recordOf(this.history, {
      settings: this.#options.settings,
      space: this.space,
      adapter: this.adapter,
      versions,
      seconds: this.meter.seconds,
    });
  }

  get settings(): Settings {
    return this.#options.settings;
  }

  get adapter(): Adapter {
    return this.#options.adapter;
  }

  /** Kernels being compiled, for it or a study beside it; see `Pipelines.compiling`. */
  get compiling(): { readonly made: number; readonly all: number } | null {
    const { device } = this.#options;
    return device === null || this.#abandoned ? null : Pipelines.of(device).compiling;
  }

  /** Bytes held on the device now. */
  bytes(): number {
    return this.#abandoned ? 0 : this.#supernet.bytes();
  }

  /** The device is gone, and with it a study that cannot be taken up on another. */
  loseDevice(): void {
    if (this.#study?.resumable === false) {
      this.#study.cancel();
      this.endStudy();
    }
    this.abandon();
  }

  /** The device is gone and everything on it: the history is left, and the way back. */
  abandon(): void {
    this.#abandoned = true;
  }

  /** Throws if the device is gone: what comes from it now comes too late. */
  #expectDevice(): void {
    if (this.#abandoned) throw new DeviceLostError('');
  }

  async dispose(): Promise<void> {
    await this.disposeStudy();
    if (this.#abandoned) return;
    await this.#search.return();
    this.#supernet.dispose();
    this.abandon();
  }
}

function supernetOptions(settings: Settings, task: Task): { space: AnySpace; seed: number } {
  return { space: spaceOf(settings, task.classes.length), seed: settings.seed };
}

function childrenIn(event: SearchEvent): number {
  if (event.kind === 'weights') return 1 + event.others.length;
  if (event.kind === 'evaluate-progress') return event.step % STEPS_AT_ONCE || STEPS_AT_ONCE;
  if (event.kind === 'evaluated') return 1;
  return event.kind === 'policy' ? event.children.length : 0;
}
