import type { SettingKey, Settings } from '../../experiment/settings.ts';
import type { Message } from '../../worker/protocol.ts';

/** What the worker says of the task that it holds. */
export type Configured = Extract<Message, { kind: 'configured' }>;

/** What the page has to know of a kind of task, beside its panel (`panels.ts`). */
export interface TaskKindFacts {
  /** The setting that says which data. */
  readonly data: SettingKey;
  /** Heading of what the data's owners want told. */
  readonly whence: string;
  /** How many predictions each split is good for, null where that is not known yet; `about` is null until data are loaded. */
  counts(
    settings: Settings,
    about: Configured | null,
  ): { readonly train: number; readonly validation: number; readonly test: number | null } | null;
  /** The best value of the task's measure that any predictor can reach; null where nobody knows. */
  bound(examples: Configured['examples']): number | null;
}
