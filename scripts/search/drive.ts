import type { PageHost } from '../browser.ts';
import { HistoryBuilder } from '../../src/experiment/history.ts';
import { recordText } from '../../src/experiment/record.ts';
import { WorkerClient } from '../../src/worker/client.ts';
import type { Message, RunState } from '../../src/worker/protocol.ts';
import type { SearchOrder } from './order.ts';
import { Progress } from './progress.ts';

/** How long the worker may take to hand over its record, in ms. */
const RECORD_TIMEOUT = 60_000;

export interface Outcome {
  /** The run record's text; null where there is nothing to record. */
  readonly record: string | null;
  /** Why the run ended early, in sentences; null where it did not. */
  readonly failure: string | null;
}

/**
 * Runs a search in the page that this module is loaded into, through the page's own worker. `baseUrl` is where
 * `data/` lies; `report` gets lines of progress. Aborted by the host's signal, it ends with the record so far.
 */
export async function drive(
  order: SearchOrder,
  baseUrl: string,
  report: (line: string) => void,
  { signal }: PageHost,
): Promise<Outcome> {
  const worker = new WorkerClient();
  const history = new HistoryBuilder();
  const progress = new Progress(order.settings, report);
  worker.onMessage((message) => {
    if (message.kind === 'search') message.events.forEach((event) => history.addSearch(event));
    progress.take(message);
  });
  const failed = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The search was interrupted.')));
    worker.onMessage((message) => {
      if (message.kind === 'problem' && message.problem.fatal) {
        reject(new Error(`${message.problem.what} ${message.problem.todo}`));
      }
    });
  });
  const until = (wanted: (message: Message) => boolean) => Promise.race([failed, next(worker, wanted)]);
  const untilState = (wanted: RunState) => until((message) => message.kind === 'state' && message.state === wanted);

  try {
    const ready = untilState('ready');
    worker.send({
      kind: 'start',
      baseUrl,
      ...(order.backend && { backend: order.backend }),
      ...(order.form && { form: order.form }),
    });
    worker.send({ kind: 'configure', settings: order.settings });
    await ready;

    const finished = untilState('finished');
    worker.send({ kind: 'play' });
    const stop = order.seconds && setTimeout(() => worker.send({ kind: 'stop' }), order.seconds * 1000);
    await finished;
    if (stop !== null) clearTimeout(stop);

    const derived = history.derived.at(-1)?.children[0];
    if (order.retrain && derived !== undefined) {
      const ended = until(({ kind }) => kind === 'retrain-ended');
      worker.send({ kind: 'retrain', derived: derived.architecture, own: [] });
      await ended;
    }
    if (order.rank && history.weights.length > 0) {
      const ended = until(({ kind }) => kind === 'ranking-ended');
      worker.send({ kind: 'rank' });
      await ended;
    }
    return { record: await askForRecord(worker), failure: null };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return {
      record: history.weights.length + history.evaluated.length > 0 ? await askForRecord(worker) : null,
      failure,
    };
  } finally {
    worker.terminate();
  }
}

function next(worker: WorkerClient, wanted: (message: Message) => boolean): Promise<Message> {
  return new Promise((resolve) => {
    const stop = worker.onMessage((message) => {
      if (!wanted(message)) return;
      stop();
      resolve(message);
    });
  });
}

/** The record's text; null if the worker does not answer, as it may after a failure. */
async function askForRecord(worker: WorkerClient): Promise<string | null> {
  const answer = next(worker, ({ kind }) => kind === 'record');
  worker.send({ kind: 'record', request: 1 });
  const message = await Promise.race([
    answer,
    new Promise<null>((resolve) => setTimeout(resolve, RECORD_TIMEOUT, null)),
  ]);
  return message?.kind === 'record' ? recordText(message.record) : null;
}
