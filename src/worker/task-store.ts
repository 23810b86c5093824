import type { Settings } from '../experiment/settings.ts';
import { loadTask } from '../task/load.ts';
import type { Task } from '../task/task.ts';
import { grammarTask } from '../task/text/grammar-task.ts';
import { loadTextTask } from '../task/text/load.ts';
import { ownTextTask } from '../task/text/own.ts';

type Progress = (done: number, total: number | null) => void;

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
  async load(settings: Settings, ownText: string, onProgress: Progress): Promise<Task> {
    const { dataset, imageSide, trainImages, text, textSteps } = settings;
    const isText = settings.family === 'recurrent';
    const key = isText
      ? [text, textSteps, text === 'own-text' ? ownText : ''].join(' ')
      : [dataset, imageSide, trainImages].join(' ');
    if (this.#task === null || key !== this.#key) {
      const place = { baseUrl: this.#baseUrl, onProgress };
      this.#task = isText
        ? await loadText(settings, ownText, place)
        : await loadTask({ ...place, dataset, side: Number(imageSide), trainImages });
      this.#key = key;
    }
    return this.#task;
  }
}

async function loadText(
  { text, textSteps: steps }: Settings,
  ownText: string,
  place: { readonly baseUrl: string; readonly onProgress: Progress },
): Promise<Task> {
  switch (text) {
    case 'brackets':
      return grammarTask(steps);
    case 'd3-source':
      return loadTextTask({ ...place, dataset: text, steps });
    case 'own-text':
      return ownTextTask(ownText, steps);
  }
}
