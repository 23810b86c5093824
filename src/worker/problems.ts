import { DataDamagedError, DataMissingError } from '../task/errors.ts';
import type { RunHistory } from '../experiment/history.ts';
import { DeviceLostError, NonFiniteError } from '../supernet/supernet.ts';
import type { Problem } from './protocol.ts';

/** What a person still has after something went wrong. */
function keptOf(history: RunHistory | null): string {
  if (history === null || history.weights.length === 0) return 'Your settings are kept.';
  const steps = history.weights.length;
  const updates = history.policy.length;
  const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
  return `The record so far is kept: ${count(steps, 'weight step')} and ${count(updates, 'policy update')}.`;
}

/** Any error as three sentences: what happened, what was kept, what to do. */
export function problemOf(error: unknown, history: RunHistory | null): Problem {
  const kept = keptOf(history);
  // Search images come before a run is made; with one, only the test images can be amiss, and its weights are whole.
  const noRun = history === null;
  if (error instanceof DeviceLostError) {
    return {
      code: 'device-lost',
      what: `The graphics device was lost${error.message === '' ? '' : ` (${error.message.replace(/\.$/, '')})`}.`,
      kept,
      todo: 'Export the record if you want it, then start over: that opens the device again.',
      fatal: true,
    };
  }
  if (error instanceof NonFiniteError) {
    return {
      code: 'not-a-number',
      what: `The loss is no longer a number, first seen in ${error.where}.`,
      kept,
      todo: 'Lower the learning rate of what blew up, then start over.',
      fatal: true,
    };
  }
  if (error instanceof DataMissingError) {
    return {
      code: 'data-missing',
      what: error.message,
      kept,
      todo: `Check that the page’s data folder is there and ${noRun ? 'start over' : 'retrain again'}, or choose the other data set.`,
      fatal: noRun,
    };
  }
  if (error instanceof DataDamagedError) {
    return {
      code: 'data-damaged',
      what: error.message,
      kept,
      todo: 'Reload the page without the browser’s cache, or choose the other data set.',
      fatal: noRun,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (/out of memory|allocation failed|createBuffer.*fail/i.test(message)) {
    return {
      code: 'out-of-memory',
      what: 'The graphics device has no memory left for these settings.',
      kept,
      todo: 'Choose fewer channels, a smaller batch or fewer cells, then start over.',
      fatal: true,
    };
  }
  return {
    code: 'internal',
    what: `Something went wrong that should not: ${message}`,
    kept,
    todo: 'Start over; if it happens again, export the record and report it.',
    fatal: true,
  };
}
