import type { ComparisonTask } from '../../src/experiment/comparison-plan.ts';
import { comparisonText, emptyComparison } from '../../src/experiment/comparison-record.ts';
import { WorkerClient } from '../../src/worker/client.ts';
import { compare } from '../../src/worker/compare.ts';
import type { Outcome } from './drive.ts';
import type { SearchOrder } from './order.ts';
import { comparisonTable } from './table.ts';

/** How long a piece of work may go on without a line, in ms. */
const QUIET_AT_MOST = 10_000;

/** Runs a whole comparison in the page that this module is loaded into; as `drive` does, and ends with its table. */
export async function driveComparison(
  order: SearchOrder,
  baseUrl: string,
  report: (line: string) => void,
): Promise<Outcome> {
  const worker = new WorkerClient();
  const { backend, form, settings } = order;
  let record = emptyComparison(settings);
  let lastLine = -Infinity;
  let lastTask: ComparisonTask | null = null;
  const tell = (line: string) => {
    lastLine = performance.now();
    report(line);
  };
  worker.send({ kind: 'start', baseUrl, ...(backend && { backend }), ...(form && { form }) });
  try {
    record = await compare(worker, record, {
      onProgress: (task, share) => {
        const isNew = task !== lastTask;
        if (!isNew && performance.now() - lastLine < QUIET_AT_MOST) return;
        lastTask = task;
        tell(isNew ? wordsOf(task) : `  ${Math.round(share * 100)} %`);
      },
      onGrown: (grown) => {
        const [run, child] = [grown.runs.at(-1), grown.trained.at(-1)];
        if (grown.runs.length > record.runs.length && run !== undefined) {
          const best = run.derived[0];
          tell(
            run.failure ??
              `  spent ${run.childSteps} child steps in ${Math.round(run.seconds)} s; derived accuracy ${best?.accuracy.toFixed(3) ?? 'none'}`,
          );
        } else if (child !== undefined) {
          tell(`  trained ${grown.trained.length - record.trained.length} children from scratch`);
        }
        record = grown;
      },
      signal: new AbortController().signal,
    });
    for (const line of comparisonTable(record)) tell(line);
    return { record: comparisonText(record), failure: null };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { record: record.runs.length > 0 ? comparisonText(record) : null, failure };
  } finally {
    worker.terminate();
  }
}

/** What is compared, or trained, under which seed. */
function wordsOf(task: ComparisonTask): string {
  const { seed, settings } = task.run;
  return task.kind === 'train'
    ? `seed ${seed}: training ${task.children.length} found children and the controls`
    : `seed ${seed}: searching with ${settings.strategy}, λ ${settings.costWeight}`;
}
