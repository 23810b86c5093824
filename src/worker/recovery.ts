import type { Machine } from './machine.ts';
import type { Machines } from './machines.ts';
import { LostForGoodError } from './problems.ts';
import type { RunState } from './protocol.ts';
import type { Redone } from './replay-log.ts';
import type { Run } from './run.ts';

/** A device that is lost again so soon would be lost for ever. */
const TOO_SOON_MS = 10_000;

/** A run to bring back, why its device was lost, and what it was doing. */
export interface LostRun {
  readonly run: Run;
  readonly reason: string;
  readonly state: RunState;
}

/** Brings a run back whose device was lost. */
export class Recovery {
  #lost: LostRun | null = null;
  /** When a device was last lost, or a run brought back from that. */
  #lastLossAt = -Infinity;

  /** The run to bring back; null where there is none. */
  get lost(): LostRun | null {
    return this.#lost;
  }

  /** Hears that a device was lost; whether it had been opened anew just before, so that nothing would come of it. */
  isTooSoon(): boolean {
    const soon = this.#lost !== null || performance.now() - this.#lastLossAt < TOO_SOON_MS;
    this.#lastLossAt = performance.now();
    return soon;
  }

  /** Has a run brought back. */
  want(lost: LostRun): void {
    this.#lost = lost;
  }

  /** Brings none back any more: it is there again, or it has stopped. */
  end(): void {
    if (this.#lost !== null) this.#lastLossAt = performance.now();
    this.#lost = null;
  }
}

/**
 * Makes a lost run anew on another device of the same kind, and brings its search to where it was; `stop` is asked before
 * each step of that. Rejects with a `LostForGoodError` where there is no such device.
 */
export async function reopened(
  { run: lost, reason }: LostRun,
  machines: Machines,
  progress: (done: number, total: number) => void,
  stop: () => boolean,
): Promise<{ readonly run: Run; readonly redone: Redone }> {
  const { adapter, device } = await openSame(machines, lost.adapter.backend, reason);
  const run = await lost.reopen(adapter, device);
  return { run, redone: await run.catchUp(progress, stop) };
}

async function openSame(machines: Machines, backend: Machine['adapter']['backend'], reason: string): Promise<Machine> {
  const machine = await machines.open().catch(() => null);
  if (machine?.adapter.backend === backend) return machine;
  machines.drop();
  throw new LostForGoodError(reason, 'the browser gave no other in its place');
}
