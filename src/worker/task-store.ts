import type { Settings } from '../experiment/settings.ts';
import { loadTask } from '../task/load.ts';
import type { Task } from '../task/task.ts';

/** Keeps the last task, so that a restart with other settings loads no data again. */
export class TaskStore {
  readonly #baseUrl: string;
  #key = '';
  #task: Task | null = null;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  /** The task of these settings; `onProgress` hears of bytes only where something has to be loaded. */
  async load(settings: Settings, onProgress: (done: number, total: number | null) => void): Promise<Task> {
    const { dataset, imageSide, trainImages } = settings;
    const key = [dataset, imageSide, trainImages].join(' ');
    if (this.#task === null || key !== this.#key) {
      const baseUrl = this.#baseUrl;
      this.#task = await loadTask({ baseUrl, dataset, side: Number(imageSide), trainImages, onProgress });
      this.#key = key;
    }
    return this.#task;
  }
}
