import type { StudyTypes } from '../../experiment/studies/study.ts';
import type { Settings } from '../../experiment/settings.ts';
import type { Architecture, Space } from '../../space/space.ts';
import type { Supernet, TrainingConfig } from '../../supernet/supernet.ts';
import type { Split, Task } from '../../task/task.ts';

/** One child to be trained alone. */
export interface AloneOptions {
  readonly task: Task;
  /** Those of the task that it is trained and scored on; others are not brought to the device. */
  readonly splits: readonly Exclude<Split, 'test'>[];
  readonly training: TrainingConfig;
  readonly child: Architecture;
}

/** All that a study may use. */
export interface StudyContext {
  readonly settings: Settings;
  readonly space: Space;
  readonly task: Task;
  /** The shared weights as the search left them; only to be scored on. */
  readonly supernet: Supernet;
  /** Makes fresh weights of one child alone, the same for the same key; whoever asks for them disposes them. */
  createSupernet(alone: AloneOptions): Supernet | Promise<Supernet>;
}

/**
 * Runs a study as a stream of events. Aborted by the signal, it ends after the step in hand and draws no conclusion;
 * `return()` disposes what it made. A study that is resumable goes on from `soFar`.
 * Rejects with a `NonFiniteError` if a loss is not a number.
 */
export type StudyRunner<T extends StudyTypes> = (
  context: StudyContext,
  options: T['options'],
  signal: AbortSignal,
  soFar?: T['outcome'],
) => AsyncGenerator<T['event'], void, unknown>;

/** Whether it is aborted, as a call: the type checker does not believe a property to change between two looks. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
