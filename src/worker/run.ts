import { spaceOf, trainingConfigOf } from '../experiment/build.ts';
import { HistoryBuilder } from '../experiment/history.ts';
import { recordOf, type RunRecord } from '../experiment/record.ts';
import type { Settings } from '../experiment/settings.ts';
import { DERIVE_CHILDREN_AT_ONCE, scoreOnDeriveImages } from '../search/derive.ts';
import type { RetrainEvent, ScoredChild, SearchEvent } from '../search/events.ts';
import { retrain } from '../search/retrain.ts';
import { strategies } from '../search/strategies.ts';
import type { Search, SearchContext, Strategy, StepRequest } from '../search/strategy.ts';
import type { Architecture } from '../space/space.ts';
import type { AnySpace } from '../space/spaces.ts';
import { createSupernet, estimateOf } from '../supernet/create.ts';
import type { Supernet, SupernetEstimate } from '../supernet/supernet.ts';
import { classExamples } from '../task/examples.ts';
import type { Task } from '../task/task.ts';
import { Meter } from './meter.ts';
import type { Adapter, Message } from './protocol.ts';
import { versions } from './versions.ts';

const EXAMPLES_PER_CLASS = 3;

export interface RunOptions {
  readonly settings: Settings;
  readonly task: Task;
  readonly adapter: Adapter;
  /** Null where the reference form computes. */
  readonly device: GPUDevice | null;
  /** Kernels compiled so far, of how many. */
  readonly progress: (done: number, total: number) => void;
}

interface Comparison {
  readonly events: AsyncGenerator<RetrainEvent, void, unknown>;
  readonly stop: AbortController;
}

/** One experiment as far as it has come: what was made for it, its search, its comparison and its history. */
export class Run {
  readonly space: AnySpace;
  readonly history = new HistoryBuilder();
  readonly meter = new Meter();
  readonly #settings: Settings;
  readonly #task: Task;
  readonly #adapter: Adapter;
  readonly #device: GPUDevice | null;
  readonly #estimate: SupernetEstimate;
  readonly #strategy: Strategy;
  readonly #supernet: Supernet;
  readonly #context: SearchContext;
  readonly #search: Search;
  #comparison: Comparison | null = null;
  #abandoned = false;

  private constructor({ settings, task, adapter, device }: RunOptions, supernet: Supernet, estimate: SupernetEstimate) {
    this.#estimate = estimate;
    this.#settings = settings;
    this.#task = task;
    this.#adapter = adapter;
    this.#device = device;
    this.space = spaceOf(settings, task.classes.length);
    this.#strategy = strategies[settings.strategy];
    this.#supernet = supernet;
    this.#context = { settings, space: this.space, supernet, task, device };
    this.#search = this.#strategy.run(this.#context);
  }

  /** Makes the supernet and all that its calls will need. Rejects if the device cannot hold it. */
  static async open(options: RunOptions): Promise<Run> {
    const { settings, task, device, progress } = options;
    const { train, validation } = task;
    const score = [{ images: settings.rewardBatch, children: DERIVE_CHILDREN_AT_ONCE }];
    const estimate = await estimateOf(
      {
        space: spaceOf(settings, task.classes.length),
        optimiser: settings.optimiser,
        batch: settings.batch,
        children: settings.childrenPerStep,
        score,
        examples: train.count + validation.count,
      },
      device,
    );
    const supernet = await createSupernet(
      {
        ...supernetOptions(settings, task),
        training: trainingConfigOf(settings),
        data: { train, validation },
        progress,
      },
      device,
    );
    await supernet.prepare({ train: [{ images: settings.batch, children: settings.childrenPerStep }], score });
    return new Run(options, supernet, estimate);
  }

  /** What the page needs to draw it before anything happened. */
  description(): Message {
    const { train, validation, manifest, classes, side } = this.#task;
    return {
      kind: 'configured',
      settings: this.#settings,
      manifest,
      counts: { train: train.count, validation: validation.count, test: manifest.test.images },
      examples: {
        side,
        perClass: EXAMPLES_PER_CLASS,
        pixels: classExamples(train, classes.length, EXAMPLES_PER_CLASS),
      },
      estimate: this.#estimate,
      largestProbability: this.#strategy.largestProbability(this.#context),
    };
  }

  /** The next event of the search; null when it is over. */
  async advance(request: StepRequest): Promise<SearchEvent | null> {
    const { done, value } = await this.meter.time(() => this.#search.next(request));
    if (done === true) return null;
    this.history.addSearch(value);
    this.meter.addSteps(childrenIn(value));
    return value;
  }

  /** Shared-weight scores on the images that deriving uses. */
  score(children: readonly Architecture[]): Promise<ScoredChild[]> {
    return scoreOnDeriveImages(this.#context, children);
  }

  get comparing(): boolean {
    return this.#comparison !== null;
  }

  /** Begins training from scratch; a comparison that was under way ends. */
  startComparison(derived: Architecture, own: readonly Architecture[]): void {
    this.cancelComparison();
    const stop = new AbortController();
    this.history.startRetrain();
    this.#comparison = {
      stop,
      events: retrain(
        {
          settings: this.#settings,
          space: this.space,
          task: this.#task,
          createSupernet: (task, training, child) =>
            createSupernet(
              { ...supernetOptions(this.#settings, task), training, data: { train: task.train }, only: [child] },
              this.#device,
            ),
          signal: stop.signal,
        },
        derived,
        own,
      ),
    };
  }

  cancelComparison(): void {
    this.#comparison?.stop.abort();
  }

  /** The next event of the comparison; at its end null, with whether it was cancelled. */
  async advanceComparison(): Promise<RetrainEvent | { readonly ended: true; readonly cancelled: boolean }> {
    const comparison = this.#comparison;
    if (comparison === null) return { ended: true, cancelled: true };
    const end = (): { ended: true; cancelled: boolean } => {
      this.#comparison = null;
      return { ended: true, cancelled: comparison.stop.signal.aborted };
    };
    try {
      const { done, value } = await comparison.events.next();
      if (done === true) return end();
      this.history.addRetrain(value);
      return value;
    } catch (error) {
      end();
      throw error;
    }
  }

  record(): RunRecord {
    return recordOf(this.history, {
      settings: this.#settings,
      space: this.space,
      adapter: this.#adapter,
      versions,
      seconds: this.meter.seconds,
    });
  }

  /** Bytes held on the device now. */
  bytes(): number {
    return this.#abandoned ? 0 : this.#supernet.bytes();
  }

  /** The device is gone and everything on it: only the history is left. */
  abandon(): void {
    this.#abandoned = true;
    this.#comparison = null;
  }

  async dispose(): Promise<void> {
    this.cancelComparison();
    if (this.#abandoned) return;
    await this.#comparison?.events.return();
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
  return event.kind === 'policy' ? event.children.length : 0;
}
