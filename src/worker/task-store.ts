import type { Settings } from '../experiment/settings.ts';
import { taskKindOf } from '../experiment/task-kind.ts';
import type { Task } from '../task/task.ts';
import type { DataSource } from './task-kinds/kind.ts';
import { taskSourceOf } from './task-kinds/kinds.ts';

/** Keeps the last task, so that a restart with other settings loads no data again. */
export class TaskStore {
  readonly #baseUrl: string;
  #key = '';
  #task: Task | null = null;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  /**
   * The task of these settings; `onProgress` hears of bytes only where something has to be loaded. Throws an
   * `OwnTextError` where the settings name the visitor's text and `ownText` cannot be learned from.
   */
  async load(settings: Settings, ownText: string, onProgress: DataSource['onProgress']): Promise<Task> {
    const kind = taskKindOf(settings);
    const source = taskSourceOf(kind);
    const key = `${kind} ${source.key(settings, ownText)}`;
    if (this.#task === null || key !== this.#key) {
      this.#task = await source.load(settings, { baseUrl: this.#baseUrl, ownText, onProgress });
      this.#key = key;
    }
    return this.#task;
  }
}
