import type { WorkerEnd } from './ask.ts';
import type { Command, Message } from './protocol.ts';

/** The page's end of a worker: typed in both directions, and the only place that makes one. */
export class WorkerClient implements WorkerEnd {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'search' });

  send(command: Command): void {
    this.#worker.postMessage(command);
  }

  /**
   * Calls `listener` with every message; the returned function stops that. A worker that cannot load or dies says so
   * as a `problem`.
   */
  onMessage(listener: (message: Message) => void): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Message>) => listener(data), { signal });
    this.#worker.addEventListener(
      'error',
      (event) => {
        event.preventDefault();
        listener({
          kind: 'problem',
          problem: {
            code: 'worker-stopped',
            what: `The computing part of the page stopped${event.message ? `: ${event.message}` : '.'}`,
            kept: 'What is on the page can still be looked at, and the settings are kept.',
            todo: 'Reload the page to go on.',
            fatal: true,
          },
        });
      },
      { signal },
    );
    return () => stop.abort();
  }

  terminate(): void {
    this.#worker.terminate();
  }
}
