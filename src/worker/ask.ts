import type { Command, Message, Problem } from './protocol.ts';

/** The other end of a worker; `WorkerClient` is one. */
export interface WorkerEnd {
  send(command: Command): void;
  /** Calls `listener` with every message; the returned function stops that. */
  onMessage(listener: (message: Message) => void): () => void;
}

type Question = Extract<Command, { readonly request: number }>;
type WithoutRequest<T> = T extends unknown ? Omit<T, 'request'> : never;

/** A command that is answered, without its number. */
export type Asked = WithoutRequest<Question>;

/** The kind of message that answers each kind of command. */
interface Answers {
  readonly configure: 'configured';
  readonly estimate: 'needs';
  readonly score: 'scored';
  readonly study: 'study-ended';
  readonly record: 'record';
}

export type Refused = Extract<Message, { kind: 'refused' }>;

/** What answers a command: the message that its kind names, or a refusal. */
export type AnswerTo<K extends Question['kind']> = Extract<Message, { kind: Answers[K] }> | Refused;

/** A problem ended what was waited for. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(`${problem.what} ${problem.todo}`);
  }
}

interface Wait<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

/** The asking side of a worker: numbers requests, and waits for their answers and for what else happens. */
export class Client {
  readonly #worker: WorkerEnd;
  readonly #signal: AbortSignal | undefined;
  readonly #waiting = new Map<number, (answer: Message) => void>();
  readonly #stop: () => void;
  #last = 0;
  /** Why the worker can answer nothing any more. */
  #gone: Problem | null = null;

  /** Aborted by the signal, all that is waited for rejects with its reason. The client must be the worker's only one. */
  constructor(worker: WorkerEnd, signal?: AbortSignal) {
    this.#worker = worker;
    this.#signal = signal;
    this.#stop = worker.onMessage((message) => {
      if ('request' in message) this.#answer(message.request, message);
      if (message.kind === 'problem' && message.problem.code === 'worker-stopped') this.#end(message.problem);
    });
  }

  /** Sends a command that is not answered. */
  send(command: Exclude<Command, Question>): void {
    this.#worker.send(command);
  }

  /** Hears every message; the returned function stops that. */
  onMessage(listener: (message: Message) => void): () => void {
    return this.#worker.onMessage(listener);
  }

  /** Asks, and waits for the answer; a worker that has stopped refuses everything. Rejects only where it is aborted. */
  ask<A extends Asked>(command: A): Promise<AnswerTo<A['kind']>> {
    const request = ++this.#last;
    return this.#unlessAborted<AnswerTo<A['kind']>>(({ resolve }) => {
      // The worker answers a kind of command with its kind of message.
      this.#waiting.set(request, (answer) => resolve(answer as AnswerTo<A['kind']>));
      if (this.#gone === null) this.#worker.send({ ...command, request });
      else this.#end(this.#gone);
      return () => this.#waiting.delete(request);
    });
  }

  /**
   * Waits for a message from now on. Rejects with a `ProblemError` at a problem with which the run cannot go on, or with
   * the signal's reason.
   */
  until(wanted: (message: Message) => boolean): Promise<Message> {
    return this.#unlessAborted<Message>(({ resolve, reject }) =>
      this.#worker.onMessage((message) => {
        if (message.kind === 'problem' && message.problem.fatal) reject(new ProblemError(message.problem));
        else if (wanted(message)) resolve(message);
      }),
    );
  }

  /** Hears no more; what is waited for stays open. */
  close(): void {
    this.#stop();
  }

  /** Begins a wait; what `begin` returns undoes it once it is over. */
  async #unlessAborted<T>(begin: (wait: Wait<T>) => () => unknown): Promise<T> {
    const signal = this.#signal;
    signal?.throwIfAborted();
    const over = new AbortController();
    let undo: (() => unknown) | null = null;
    try {
      return await new Promise<T>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { signal: over.signal });
        undo = begin({ resolve, reject });
      });
    } finally {
      (undo as (() => unknown) | null)?.();
      over.abort();
    }
  }

  #answer(request: number, message: Message): void {
    this.#waiting.get(request)?.(message);
    this.#waiting.delete(request);
  }

  #end(problem: Problem): void {
    this.#gone = problem;
    const sentence = `${problem.what} ${problem.todo}`;
    for (const request of [...this.#waiting.keys()]) this.#answer(request, { kind: 'refused', request, sentence });
  }
}
