import { spaceOf } from '../experiment/build.ts';
import { type Changes, proposeFitting } from '../experiment/fitting.ts';
import { kindOf } from '../experiment/task-kind.ts';
import type { Settings } from '../experiment/settings.ts';
import { sharesWeights } from '../experiment/methods/methods.ts';
import { DERIVE_CHILDREN_AT_ONCE } from '../search/derive.ts';
import { estimateOf } from '../supernet/create.ts';
import type { CallSize } from '../supernet/supernet.ts';
import { bytesOf, shortageOf } from './capacity.ts';
import type { Machine, OutOfMemoryError } from './machine.ts';
import type { Needs, Shortage } from './protocol.ts';

/** The calls that a search makes over and over: their kernels and buffers are made before it begins. */
export function callsOf(settings: Settings): {
  readonly train: readonly [CallSize];
  readonly score: readonly CallSize[];
} {
  const { batch, childrenPerStep, rewardBatch } = settings;
  return {
    train: [{ images: batch, children: sharesWeights(settings) ? childrenPerStep : 1 }],
    score: [{ images: rewardBatch, children: DERIVE_CHILDREN_AT_ONCE }],
  };
}

/** What a run of these settings will need on a device, and whether that has room for it. Allocates and loads nothing. */
export async function needsOf(
  settings: Settings,
  { device, capacity }: Pick<Machine, 'device' | 'capacity'>,
): Promise<Needs> {
  const { train, score } = callsOf(settings);
  const [{ images: batch, children }] = train;
  const space = spaceOf(settings);
  const { optimiser } = settings;
  const estimate = await estimateOf(
    { space, optimiser, batch, children, score, examples: kindOf(settings).examples(settings) },
    device,
  );
  return { estimate, bytes: bytesOf(estimate), shortage: shortageOf(estimate, capacity) };
}

/** Settings that need more than a device has; `proposal` is what would fit, null where nothing near does. */
export class DoesNotFitError extends Error {
  override readonly name = 'DoesNotFitError';
  readonly shortage: Shortage;
  readonly proposal: { readonly changes: Changes; readonly bytes: number } | null;

  constructor(shortage: Shortage, proposal: DoesNotFitError['proposal']) {
    super(`${shortage.needed} bytes are needed, ${shortage.allowed} allowed.`);
    this.shortage = shortage;
    this.proposal = proposal;
  }

  /** With the least change of the settings that fits, found by estimating. */
  static async of(
    shortage: Shortage,
    settings: Settings,
    machine: Pick<Machine, 'device' | 'capacity'>,
  ): Promise<DoesNotFitError> {
    const needs = (other: Settings): Promise<Needs> => needsOf(other, machine);
    const changes = await proposeFitting(settings, async (other) => (await needs(other)).shortage === null);
    const { bytes } = await needs({ ...settings, ...changes });
    return new DoesNotFitError(shortage, changes && { changes, bytes });
  }
}

/** Why a device has no room left: one without room for what its limits allow has room for half of it, as far as one can tell. */
export async function noRoomLeft(
  error: OutOfMemoryError,
  settings: Settings | null,
  machines: { open(): Promise<Machine> },
): Promise<Error> {
  if (settings === null) return error;
  try {
    const { device, capacity } = await machines.open();
    const { bytes } = await needsOf(settings, { device, capacity });
    const less = { ...capacity, all: bytes / 2 };
    const shortage = { of: 'left', needed: bytes, allowed: less.all } as const;
    return await DoesNotFitError.of(shortage, settings, { device, capacity: less });
  } catch {
    return error;
  }
}
