import { spaceOf, trainingConfigOf } from '../experiment/build.ts';
import { HistoryBuilder } from '../experiment/history.ts';
import { recordOf, type RunRecord } from '../experiment/record.ts';
import { methodOf } from '../experiment/methods/methods.ts';
import type { Settings } from '../experiment/settings.ts';
import { scoreOnDeriveImages } from '../search/derive.ts';
import type { RankingEvent, RetrainEvent, ScoredChild, SearchEvent } from '../experiment/events.ts';
import { STEPS_AT_ONCE } from '../search/from-scratch.ts';
import { rankChildren } from '../search/ranking.ts';
import { retrain, type RetrainContext } from '../search/retrain.ts';
import { runners } from '../search/runners.ts';
import type { MethodRunner, Search, StepRequest } from '../search/search.ts';
import type { SearchContext } from '../search/context.ts';
import type { Architecture } from '../space/space.ts';
import type { AnySpace } from '../space/spaces.ts';
import { createSupernet } from '../supernet/create.ts';
import { DeviceLostError, type Supernet } from '../supernet/supernet.ts';
import type { Task } from '../task/task.ts';
import { describeTask } from './task-kinds/kinds.ts';
import { Aside, type AsideEnd } from './aside.ts';
import { Meter } from './meter.ts';
import { callsOf } from './needs.ts';
import type { Adapter, Message, Needs } from './protocol.ts';
import { type Redone, Trail } from './trail.ts';
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
}

interface Comparison {
  readonly derived: Architecture;
  readonly own: readonly Architecture[];
  readonly events: AsyncGenerator<RetrainEvent, void, unknown>;
  readonly stop: AbortController;
}

/** One experiment as far as it has come: what was made for it, its search, its comparison and its history. */
export class Run {
  readonly space: AnySpace;
  readonly history: HistoryBuilder;
  readonly meter: Meter;
  readonly #options: RunOptions;
  readonly #runner: MethodRunner;
  readonly #supernet: Supernet;
  readonly #context: SearchContext;
  readonly #search: Search;
  readonly #trail: Trail;
  readonly #ranking = new Aside<RankingEvent>();
  #comparison: Comparison | null = null;
  #abandoned = false;

  /** Takes over from `lost`, whose device is gone; its search begins at the newest checkpoint. */
  private constructor(options: RunOptions, supernet: Supernet, lost: Run | null) {
    const { settings, task, device } = options;
    this.#options = options;
    this.history = lost?.history ?? new HistoryBuilder();
    this.meter = lost?.meter ?? new Meter();
    this.#trail = lost === null ? new Trail() : lost.#trail;
    this.space = spaceOf(settings, task.classes.length);
    this.#runner = runners[settings.strategy];
    this.#supernet = supernet;
    this.#context = { settings, space: this.space, supernet, task, device };
    this.#search = this.#runner.run(this.#context, this.#trail.checkpoint);
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
    const { settings, task, device, progress } = options;
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
    await supernet.prepare(callsOf(settings));
    return new Run(options, supernet, lost);
  }

  /** What the page needs to draw it before anything happened. */
  description(): Message {
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
      await this.#trail.keepUp(this.#search);
      return this.#search.next(request);
    });
    this.#expectDevice();
    if (done === true) return null;
    this.#trail.add(request, value);
    this.history.addSearch(value);
    this.meter.addSteps(childrenIn(value));
    return value;
  }

  /**
   * Computes again what was lost since the checkpoint, and begins the cell again that a comparison was at; what came of
   * it the first time stays in the history. `stop` is asked before each step.
   */
  async catchUp(lost: Run, progress: Progress, stop: () => boolean): Promise<Redone> {
    const redone = await this.meter.time(() => this.#trail.redo(this.#search, progress, stop));
    if (lost.#comparison !== null) {
      this.#compare(lost.#comparison);
      if (lost.#comparison.stop.signal.aborted) this.cancelComparison();
    }
    return redone;
  }

  /** Shared-weight scores on the images that deriving uses. */
  score(children: readonly Architecture[]): Promise<ScoredChild[]> {
    return scoreOnDeriveImages(this.#context, children);
  }

  get comparing(): boolean {
    return !this.#abandoned && this.#comparison !== null;
  }

  /** Begins training from scratch; a comparison that was under way ends. */
  startComparison(derived: Architecture, own: readonly Architecture[]): void {
    this.cancelComparison();
    this.history.startRetrain();
    this.#compare({ derived, own });
  }

  /** Trains from scratch what the history does not have yet. */
  #compare({ derived, own }: Pick<Comparison, 'derived' | 'own'>): void {
    const stop = new AbortController();
    const context = this.#scratchContext(stop.signal, ['train']);
    const done = this.history.retrain?.cells ?? [];
    this.#comparison = { derived, own, stop, events: retrain(context, derived, own, done) };
  }

  /** For networks that are trained alone; they hold the given splits. */
  #scratchContext(signal: AbortSignal, splits: readonly ('train' | 'validation')[]): RetrainContext {
    const { settings, task, device } = this.#options;
    return {
      settings,
      space: this.space,
      task,
      createSupernet: (other, training, child) => {
        const data = Object.fromEntries(splits.map((split) => [split, other[split]]));
        return createSupernet({ ...supernetOptions(settings, other), training, data, only: [child] }, device);
      },
      signal,
    };
  }

  cancelComparison(): void {
    this.#comparison?.stop.abort();
  }

  /** The next event of the comparison; at its end, whether it was cancelled. */
  async advanceComparison(): Promise<RetrainEvent | { readonly cancelled: boolean }> {
    const comparison = this.#comparison;
    if (comparison === null) return { cancelled: true };
    const { done, value } = await comparison.events.next();
    this.#expectDevice();
    if (done === true) return { cancelled: comparison.stop.signal.aborted };
    this.history.addRetrain(value);
    return value;
  }

  endComparison(): void {
    this.#comparison = null;
  }

  get ranking(): boolean {
    return !this.#abandoned && this.#ranking.running;
  }

  /** Begins the study of how shared weights rank; one that was under way ends. */
  startRanking(): void {
    this.history.startRanking();
    this.#ranking.start((signal) =>
      rankChildren({ ...this.#scratchContext(signal, ['train', 'validation']), supernet: this.#supernet }),
    );
  }

  cancelRanking(): void {
    this.#ranking.cancel();
  }

  /** The next event of the study; at its end, whether it was cancelled. */
  async advanceRanking(): Promise<RankingEvent | AsideEnd> {
    const event = await this.#ranking.advance();
    this.#expectDevice();
    if (!('cancelled' in event)) this.history.addRanking(event);
    return event;
  }

  endRanking(): void {
    this.#ranking.end();
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

  get adapter(): Adapter {
    return this.#options.adapter;
  }

  /** Bytes held on the device now. */
  bytes(): number {
    return this.#abandoned ? 0 : this.#supernet.bytes();
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
    this.cancelComparison();
    this.cancelRanking();
    if (this.#abandoned) return;
    await this.#comparison?.events.return();
    await this.#ranking.dispose();
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
