import type { Outbox } from './outbox.ts';
import type { Run } from './run.ts';

/** Work beside a search that is under way, one event at a time. */
export interface Beside {
  /** Its next event, told to the page; or its end. */
  advance(): Promise<void>;
  /** Ends it, and tells the page. */
  end(cancelled: boolean): void;
}

/** What a run does beside its search now: the comparison goes before the ranking study. Null where it does neither. */
export function besideOf(run: Run, outbox: Outbox): Beside | null {
  if (run.comparing) return comparisonOf(run, outbox);
  return run.ranking ? rankingOf(run, outbox) : null;
}

function comparisonOf(run: Run, outbox: Outbox): Beside {
  const end = (cancelled: boolean): void => {
    run.endComparison();
    outbox.send({ kind: 'retrain-ended', cancelled });
  };
  return {
    end,
    async advance() {
      const event = await run.advanceComparison();
      if ('cancelled' in event) end(event.cancelled);
      else outbox.addRetrain(event);
    },
  };
}

/** A study cannot be taken up on other weights, so losing the device ends it. */
export function rankingOf(run: Run, outbox: Outbox): Beside {
  const end = (cancelled: boolean): void => {
    run.endRanking();
    outbox.send({ kind: 'ranking-ended', cancelled });
  };
  return {
    end,
    async advance() {
      const event = await run.advanceRanking();
      if ('cancelled' in event) end(event.cancelled);
      else outbox.addRanking(event);
    },
  };
}
