import type { Budget } from '../experiment/methods/method.ts';
import { bestSoFar } from '../experiment/best-so-far.ts';
import { nothingSpent, spentBy, sumOf } from '../experiment/budget.ts';
import { spaceOf } from '../experiment/build.ts';
import type { PlannedRun } from '../experiment/comparison.ts';
import { type ComparisonTask, nextTaskOf } from '../experiment/comparison-plan.ts';
import type { ComparedRun, ComparisonRecord, TrainedChild } from '../experiment/comparison-record.ts';
import { HistoryBuilder } from '../experiment/history.ts';
import { round6 } from '../experiment/record-fields.ts';
import type { RunRecord } from '../experiment/record.ts';
import type { Settings } from '../experiment/settings.ts';
import { plannedWork, workOf } from '../experiment/work.ts';
import { type RetrainedCell, retraining } from '../experiment/studies/retraining.ts';
import { Client, ProblemError, type WorkerEnd } from './ask.ts';
import type { Message, Problem, ProblemCode } from './protocol.ts';

export interface ComparingOptions {
  /** The visitor's text, where the settings name it. */
  readonly ownText?: string;
  /** How far the piece of work in hand is, from 0 to 1. */
  readonly onProgress: (task: ComparisonTask, share: number) => void;
  /** The record with one more piece of work in it. */
  readonly onGrown: (record: ComparisonRecord) => void;
  /** The whole record of a search that did not fail; the comparison keeps its outcome alone. */
  readonly onRecord?: (run: PlannedRun, record: RunRecord) => void;
  /** Aborted, the promise rejects with its reason; the caller then ends the worker. */
  readonly signal: AbortSignal;
}

/** Something is wrong that the next search would meet as well; what is done so far is kept. */
class ComparisonStopped extends Error {
  override readonly name = 'ComparisonStopped';
  readonly code: ProblemCode;

  constructor({ code, what, todo }: Problem) {
    super(`${what} ${todo}`);
    this.code = code;
  }
}

/** Problems of one search only; the comparison notes them and goes on. */
const ofOneSearch: readonly ProblemCode[] = ['not-a-number', 'out-of-memory', 'internal'];

/**
 * Goes on with a comparison until it is done: search by search in a worker of its own that has heard its `start`, then
 * training from scratch, seed by seed. Rejects with a `ComparisonStopped` where nothing more can be done.
 */
export async function compare(
  worker: WorkerEnd,
  record: ComparisonRecord,
  options: ComparingOptions,
): Promise<ComparisonRecord> {
  const { onProgress, onGrown, signal } = options;
  const client = new Client(worker, signal);
  let grown = record;
  /** The seed of the run that the worker holds, if it is whole. */
  let held: number | null = null;
  try {
    for (let task = nextTaskOf(grown); task !== null; task = nextTaskOf(grown)) {
      const doing = task;
      const { seed, settings } = doing.run;
      const work = new Work(client);
      const progress = (share: number) => onProgress(doing, share);
      progress(0);
      try {
        if (doing.kind === 'search' || held !== seed) await work.configure(settings, options.ownText);
        if (doing.kind === 'search') {
          const finished = await searched(work, doing.run, progress);
          if (finished.record !== null) options.onRecord?.(doing.run, finished.record);
          grown = withRun(grown, finished);
        } else {
          grown = withTrained(grown, await trained(work, doing, progress));
        }
        held = work.problem === null ? seed : null;
      } finally {
        work.end();
      }
      onGrown(grown);
    }
  } finally {
    client.close();
  }
  return grown;
}

function throwIfLasting(problem: Problem | null): void {
  if (problem !== null && !ofOneSearch.includes(problem.code)) throw new ComparisonStopped(problem);
}

/** One piece of work: hears what the worker says until it ends. */
class Work {
  /** What ended it early; nothing is asked after that. */
  problem: Problem | null = null;
  readonly client: Client;
  readonly #listeners: (() => void)[] = [];

  constructor(client: Client) {
    this.client = client;
    this.hear((message) => {
      if (message.kind === 'problem' && !isResumed(message.problem)) this.problem ??= message.problem;
    });
  }

  end(): void {
    for (const stop of this.#listeners) stop();
  }

  hear(listener: (message: Message) => void): void {
    this.#listeners.push(this.client.onMessage(listener));
  }

  /** Makes a fresh run. */
  async configure(settings: Settings, ownText: string | undefined): Promise<void> {
    await this.client.ask({ kind: 'configure', settings, ...(ownText === undefined ? {} : { ownText }) });
  }

  /** Runs the search to its end, or to the problem that ends it. */
  async play(): Promise<void> {
    const finished = this.client.until((message) => message.kind === 'state' && message.state === 'finished');
    this.client.send({ kind: 'play' });
    try {
      await finished;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }
}

/** A lost device that is there again, with everything on it. */
function isResumed({ code, fatal }: Problem): boolean {
  return code === 'device-lost' && !fatal;
}

async function searched(work: Work, run: PlannedRun, progress: (share: number) => void): Promise<Finished> {
  const { settings } = run;
  const history = new HistoryBuilder();
  let spent: Budget = nothingSpent;
  work.hear((message) => {
    if (message.kind !== 'search') return;
    for (const event of message.events) {
      history.addSearch(event);
      spent = sumOf(spent, spentBy(event, settings));
    }
    progress(Math.min(1, workOf(settings, spent, 1) / plannedWork(settings, 1)));
  });
  if (work.problem === null) await work.play();
  if (work.problem !== null) return failedRun(run, work.problem);
  const answer = await work.client.ask({ kind: 'record' });
  if (answer.kind === 'refused') return failedRun(run, work.problem);
  return { run: outcomeOf(run, answer.record, history), record: answer.record };
}

interface Finished {
  readonly run: ComparedRun;
  /** Null where the search failed. */
  readonly record: RunRecord | null;
}

function outcomeOf({ variant, seed, settings }: PlannedRun, record: RunRecord, history: HistoryBuilder): ComparedRun {
  const space = spaceOf(settings);
  const { childSteps, scoredBatches = 0, seconds } = record.counters;
  const best = bestSoFar(history);
  return {
    variant,
    seed,
    failure: null,
    childSteps,
    scoredBatches,
    seconds,
    best: {
      childSteps: [...best.childSteps],
      reward: best.reward.map(round6),
      accuracy: best.accuracy.map(round6),
    },
    derived: (history.derived.at(-1)?.children ?? []).map((child) => ({
      notation: space.print(child.architecture),
      reward: round6(child.reward),
      accuracy: round6(child.accuracy),
      crossEntropy: round6(child.crossEntropy),
      images: child.images,
      multiplyAdds: space.cost(child.architecture).multiplyAdds,
    })),
  };
}

function failedRun({ variant, seed }: PlannedRun, problem: Problem | null): Finished {
  throwIfLasting(problem);
  const best = { childSteps: [], reward: [], accuracy: [] };
  const failure = problem?.what ?? 'The search gave no record.';
  return {
    run: { variant, seed, failure, childSteps: 0, scoredBatches: 0, seconds: 0, best, derived: [] },
    record: null,
  };
}

function withRun(record: ComparisonRecord, { run, record: source }: Finished): ComparisonRecord {
  const made = source === null ? {} : { adapter: source.adapter, versions: source.versions };
  return { ...record, ...made, runs: [...record.runs, run] };
}

/** With each child once a seed: its controls are trained again where a seed that had some lacked others. */
function withTrained(record: ComparisonRecord, more: readonly TrainedChild[]): ComparisonRecord {
  const known = new Set(record.trained.map(nameOf));
  return { ...record, trained: [...record.trained, ...more.filter((child) => !known.has(nameOf(child)))] };
}

function nameOf({ seed, role, notation }: TrainedChild): string {
  return `${seed} ${role} ${notation}`;
}

/**
 * Trains what is to be trained beside the controls of its seed. Where a loss is not a number, that child and those after
 * it have no result.
 */
async function trained(
  work: Work,
  { run: { seed, settings }, children }: Extract<ComparisonTask, { kind: 'train' }>,
  progress: (share: number) => void,
): Promise<TrainedChild[]> {
  const space = spaceOf(settings);
  const cells: RetrainedCell[] = [];
  work.hear((message) => {
    if (message.kind !== 'study' || message.study !== 'retraining') return;
    for (const event of message.events) {
      if (event.kind === 'retrain-cell') cells.push(event.result);
      else if (event.kind === 'retrain-progress') progress(retraining.shareOf(event));
    }
  });
  const [derived, ...own] = children.flatMap((notation) => {
    const read = space.parse(notation);
    return read.ok ? [read.architecture] : [];
  });
  if (work.problem === null && derived !== undefined) {
    await work.client.ask({ kind: 'study', study: 'retraining', options: { derived, own } });
  }
  throwIfLasting(work.problem);
  const done = cells.map((cell): TrainedChild => ({
    seed,
    role: cell.role === 'hand-made' || cell.role === 'trivial' ? cell.role : 'searched',
    notation: space.print(cell.architecture),
    result: {
      testAccuracy: round6(cell.testAccuracy),
      testCrossEntropy: round6(cell.testCrossEntropy),
      testImages: cell.testImages,
      parameters: cell.parameters,
      multiplyAdds: cell.multiplyAdds,
    },
  }));
  const missing = children.filter(
    (child) => !done.some(({ role, notation }) => role === 'searched' && notation === child),
  );
  return [...done, ...missing.map((notation): TrainedChild => ({ seed, role: 'searched', notation, result: null }))];
}
