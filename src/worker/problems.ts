import { CapacityError } from '../engine/device.ts';
import { bytesInWords } from '../experiment/bytes.ts';
import { changesInWords } from '../experiment/fitting.ts';
import type { RunHistory } from '../experiment/history.ts';
import { NonFiniteError } from '../supernet/supernet.ts';
import { DataDamagedError, DataMissingError, OwnTextError } from '../task/errors.ts';
import { DoesNotFitError } from './needs.ts';
import type { Problem, Shortage } from './protocol.ts';
import type { Redone } from './replay-log.ts';

/** A device that was lost and is not opened again by itself: `why` completes “was lost and …”. */
export class LostForGoodError extends Error {
  override readonly name = 'LostForGoodError';
  constructor(
    readonly reason: string,
    readonly why: string,
  ) {
    super(`The graphics device was lost and ${why}.`);
  }
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

function hasBegun({ weights, evaluated, policy }: RunHistory): boolean {
  return weights.length + evaluated.length + policy.length > 0;
}

/** How far a run has come, in words. */
function progressOf({ weights, evaluated, policy }: RunHistory): string {
  if (evaluated.length === 0)
    return `${counted(weights.length, 'weight step')} and ${counted(policy.length, 'policy update')}`;
  const looks = `${evaluated.length} evaluated ${evaluated.length === 1 ? 'child' : 'children'}`;
  return weights.length === 0 ? looks : `${counted(weights.length, 'weight step')} and ${looks}`;
}

/** What a person still has after something went wrong. */
function keptOf(history: RunHistory | null): string {
  if (history === null || !hasBegun(history)) return 'Your settings are kept.';
  return `The record so far is kept: ${progressOf(history)}.`;
}

/** A browser's words in brackets, or nothing where it said none. */
function inBrackets(reason: string): string {
  return reason === '' ? '' : ` (${reason.replace(/\.$/, '')})`;
}

const shortages: Readonly<Record<Shortage['of'], (needed: string, allowed: string) => string>> = {
  buffer: (needed, allowed) =>
    `These settings need one buffer of ${needed}; this graphics adapter allows at most ${allowed}.`,
  all: (needed, allowed) =>
    `These settings need ${needed} in all; on this machine a page should stay below ${allowed}.`,
  left: (needed) => `The graphics device had no room left for the ${needed} that these settings need.`,
};

function doesNotFit({ shortage, proposal }: DoesNotFitError, kept: string): Problem {
  const { of, needed, allowed } = shortage;
  return {
    code: 'out-of-memory',
    what: shortages[of](bytesInWords(needed), bytesInWords(allowed)),
    kept,
    todo:
      proposal === null
        ? 'Choose smaller images, a stem of patches or fewer cells.'
        : `With ${changesInWords(proposal.changes)} it would need ${bytesInWords(proposal.bytes)} in all.`,
    fatal: true,
    ...(proposal === null ? {} : { proposal: proposal.changes }),
  };
}

/** Any error as three sentences: what happened, what was kept, what to do. */
export function problemOf(error: unknown, history: RunHistory | null): Problem {
  const kept = keptOf(history);
  // Search images come before a run is made; with one, only the test images can be amiss, and its weights are whole.
  const noRun = history === null;
  if (error instanceof DoesNotFitError) return doesNotFit(error, kept);
  if (error instanceof CapacityError) {
    return {
      code: 'out-of-memory',
      what: shortages.buffer(bytesInWords(error.bytes), bytesInWords(error.limit)),
      kept,
      todo: 'Choose fewer channels, smaller images or a smaller batch.',
      fatal: noRun,
    };
  }
  if (error instanceof LostForGoodError) {
    return {
      code: 'device-lost',
      what: `The graphics device was lost${inBrackets(error.reason)} and ${error.why}.`,
      kept,
      todo: 'Export the record if you want it, then start over: that opens the device again.',
      fatal: true,
    };
  }
  if (error instanceof OwnTextError) {
    return {
      code: 'no-text',
      what: error.message,
      kept,
      todo: 'Paste or drop another text beside the settings, change them, or choose a text that is there.',
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
  return {
    code: 'internal',
    what: `Something went wrong that should not: ${error instanceof Error ? error.message : String(error)}`,
    kept,
    todo: 'Start over; if it happens again, export the record and report it.',
    fatal: true,
  };
}

/** A device that was lost and is there again, with nothing missing from the record. */
export function resumedOf(
  reason: string,
  { steps, same }: Redone,
  study: { readonly resumed: string | null } | null,
  history: RunHistory,
): Problem {
  const begun = hasBegun(history);
  const again =
    steps === 0
      ? '.'
      : `: ${counted(steps, 'step')} since the last checkpoint ${steps === 1 ? 'was' : 'were'} computed again.`;
  const otherwise = same
    ? ''
    : ' The numbers came out a little different: the device that is there now rounds otherwise.';
  const stands = `The search was at ${progressOf(history)}.`;
  return {
    code: 'device-lost',
    what: `The graphics device was lost${inBrackets(reason)} and has been opened again.`,
    kept: begun ? `Nothing is missing from the record${again}${otherwise}` : 'Nothing had been computed yet.',
    todo: study?.resumed ?? (begun ? stands : 'Everything is as it was.'),
    fatal: false,
  };
}
