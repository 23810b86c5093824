import type { PageHost } from '../browser.ts';
import { comparisonOf, type PlannedRun } from '../../src/experiment/comparison.ts';
import { type ComparisonTask, piecesOf } from '../../src/experiment/comparison-plan.ts';
import { type ComparisonRecord, comparisonText, emptyComparison } from '../../src/experiment/comparison-record.ts';
import { measureOf } from '../../src/experiment/task-kind.ts';
import { recordText } from '../../src/experiment/record-text.ts';
import type { RunRecord } from '../../src/experiment/record.ts';
import type { Settings } from '../../src/experiment/settings.ts';
import { WorkerClient } from '../../src/worker/client.ts';
import { compare } from '../../src/worker/compare.ts';
import type { Outcome } from './drive.ts';
import type { SearchOrder } from './order.ts';
import { comparisonTable } from './table.ts';

/** How long a piece of work may go on without a line, in ms. */
const QUIET_AT_MOST = 10_000;

/**
 * Runs a comparison, or the rest of one, in the page that this module is loaded into; as `drive` does, and ends with its
 * table. Saves the comparison after each piece of work, and each search's record where that is asked for.
 */
export async function driveComparison(
  order: SearchOrder,
  baseUrl: string,
  report: (line: string) => void,
  { save, signal }: PageHost,
): Promise<Outcome> {
  const worker = new WorkerClient();
  const { backend, form, settings, resume, records, ownText } = order;
  const measure = measureOf(settings);
  let record = resume ?? emptyComparison(settings);
  let lastLine = -Infinity;
  let lastTask: ComparisonTask | null = null;
  const tell = (line: string) => {
    lastLine = performance.now();
    report(line);
  };
  worker.send({ kind: 'start', baseUrl, ...(backend && { backend }), ...(form && { form }) });
  try {
    record = await compare(worker, record, {
      ...(ownText === null ? {} : { ownText }),
      onProgress: (task, share) => {
        const isNew = task !== lastTask;
        if (!isNew && performance.now() - lastLine < QUIET_AT_MOST) return;
        lastTask = task;
        tell(isNew ? wordsOf(task, record) : `  ${Math.round(share * 100)} %`);
      },
      onGrown: (grown) => {
        const [run, child] = [grown.runs.at(-1), grown.trained.at(-1)];
        if (grown.runs.length > record.runs.length && run !== undefined) {
          const best = run.derived[0];
          tell(
            run.failure ??
              `  spent ${run.childSteps} child steps in ${Math.round(run.seconds)} s; derived ${measure.name} ${best === undefined ? 'none' : measure.of(best).toFixed(3)}`,
          );
          if (isOfAnother(grown, record)) tell('  on another adapter than what was done before');
        } else if (child !== undefined) {
          tell(`  trained ${grown.trained.length - record.trained.length} children from scratch`);
        }
        record = grown;
        save(null, comparisonText(record));
      },
      ...(records === null
        ? {}
        : { onRecord: (run: PlannedRun, full: RunRecord) => save(fileOf(run, settings), recordText(full)) }),
      signal,
    });
    for (const line of comparisonTable(record)) tell(line);
    return { record: comparisonText(record), failure: null };
  } catch (error) {
    const failure = signal.aborted ? interruptedAt(record) : error instanceof Error ? error.message : String(error);
    return { record: record.runs.length > 0 ? comparisonText(record) : null, failure };
  } finally {
    worker.terminate();
  }
}

/** What is compared, or trained, under which seed. */
function wordsOf(task: ComparisonTask, { settings }: ComparisonRecord): string {
  const { seed, variant } = task.run;
  const result = comparisonOf(settings);
  const words = result.ok ? (result.comparison.variants[variant]?.words ?? '') : '';
  return task.kind === 'train'
    ? `seed ${seed}: training ${task.children.length} found children and the controls`
    : `seed ${seed}: ${words}`;
}

function interruptedAt(record: ComparisonRecord): string {
  const { done, of } = piecesOf(record);
  return done === 0
    ? 'The comparison was interrupted before its first part was done.'
    : `The comparison was interrupted; ${done} of ${of} parts are done, and --resume goes on with the rest.`;
}

/** Whether the newest search was computed elsewhere than those before it. */
function isOfAnother(grown: ComparisonRecord, before: ComparisonRecord): boolean {
  return before.runs.length > 0 && JSON.stringify(grown.adapter) !== JSON.stringify(before.adapter);
}

/** The name of one search's record: by what it differs in, and its seed. */
function fileOf({ seed, settings }: PlannedRun, { compareAlong }: Settings): string {
  return `${compareAlong === 'lambda' ? `lambda-${settings.costWeight}` : settings.strategy}-seed-${seed}.json`;
}
