import type { PageHost } from '../browser.ts';
import { HistoryBuilder } from '../../src/experiment/history.ts';
import { recordText } from '../../src/experiment/record-text.ts';
import { optionsOf, studyIds } from '../../src/experiment/studies/studies.ts';
import { type Asked, Client, ProblemError } from '../../src/worker/ask.ts';
import { WorkerClient } from '../../src/worker/client.ts';
import type { Problem } from '../../src/worker/protocol.ts';
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
 * Runs a search, or the studies of a chosen child without one, in the page that this module is loaded into, through the page's own worker. `baseUrl` is where
 * `data/` lies; `report` gets lines of progress. Aborted by the host's signal, it ends with the record so far.
 */
export async function drive(
  order: SearchOrder,
  baseUrl: string,
  report: (line: string) => void,
  { signal }: PageHost,
): Promise<Outcome> {
  const worker = new WorkerClient();
  const client = new Client(worker, signal);
  const history = new HistoryBuilder();
  const progress = new Progress(order.settings, report);
  /** Those with which the run cannot go on. */
  const problems: Problem[] = [];
  const ask = async (asked: Asked) => {
    const answer = await client.ask(asked);
    if (problems[0] !== undefined) throw new ProblemError(problems[0]);
    return answer;
  };
  client.onMessage((message) => {
    if (message.kind === 'search') message.events.forEach((event) => history.addSearch(event));
    if (message.kind === 'problem' && message.problem.fatal) problems.push(message.problem);
    progress.take(message);
  });
  try {
    client.send({
      kind: 'start',
      baseUrl,
      ...(order.backend && { backend: order.backend }),
      ...(order.form && { form: order.form }),
    });
    const { settings, ownText } = order;
    const configured = await ask({ kind: 'configure', settings, ...(ownText === null ? {} : { ownText }) });
    if (configured.kind === 'refused') throw new Error(configured.sentence);

    if (order.chosen === null) await search(client, order.seconds);
    const own = order.chosen === null ? [] : [order.chosen];
    for (const study of studyIds.filter((id) => order.studies.includes(id))) {
      const options = optionsOf(study, order.settings, history, own);
      if (options !== null) await ask({ kind: 'study', study, options } as Extract<Asked, { kind: 'study' }>);
    }
    return { record: await askForRecord(worker), failure: null };
  } catch (error) {
    const failure = signal.aborted
      ? 'The search was interrupted.'
      : error instanceof Error
        ? error.message
        : String(error);
    return {
      record:
        order.chosen !== null || history.weights.length + history.evaluated.length > 0
          ? await askForRecord(worker)
          : null,
      failure,
    };
  } finally {
    worker.terminate();
  }
}

/** Runs the search to its end, or until so many seconds are over. */
async function search(client: Client, seconds: number | null): Promise<void> {
  const finished = client.until((message) => message.kind === 'state' && message.state === 'finished');
  client.send({ kind: 'play' });
  const stop = seconds && setTimeout(() => client.send({ kind: 'stop' }), seconds * 1000);
  await finished;
  if (stop !== null) clearTimeout(stop);
}

/** The record's text; null where there is none, or the worker does not answer, as it may after a failure. */
async function askForRecord(worker: WorkerClient): Promise<string | null> {
  // A client of its own: that of the search hears nothing more once it is interrupted.
  const client = new Client(worker, AbortSignal.timeout(RECORD_TIMEOUT));
  const answer = await client.ask({ kind: 'record' }).catch(() => null);
  return answer?.kind === 'record' ? recordText(answer.record) : null;
}
