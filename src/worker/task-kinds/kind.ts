import type { Settings } from '../../experiment/settings.ts';
import type { Task } from '../../task/task.ts';
import type { Message } from '../protocol.ts';

/** Where data come from; `onProgress` hears of bytes only where something has to be loaded. */
export interface DataSource {
  /** The page's address; packed data lie in `data/` beside it. */
  readonly baseUrl: string;
  /** The visitor's own text; empty where there is none. */
  readonly ownText: string;
  readonly onProgress: (done: number, total: number | null) => void;
}

/** What the page shows of a task. */
export type TaskDescription = Pick<Extract<Message, { kind: 'configured' }>, 'manifest' | 'counts' | 'examples'>;

/** How the worker gets the data of one kind of task, and what it tells of them. */
export interface TaskKindSource<Kind extends Task> {
  /** The same for settings that load the same task. */
  key(settings: Settings, ownText: string): string;
  /** The task of these settings. Throws as its loader does. */
  load(settings: Settings, source: DataSource): Promise<Kind>;
  describe(task: Kind): TaskDescription;
}
