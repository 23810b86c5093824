import type { Message } from './protocol.ts';

/** A message that answers a request. */
export type Answer = Extract<Message, { readonly request: number }>;

type WithoutRequest<T> = T extends unknown ? Omit<T, 'request'> : never;

/** The answer to one request: the first one counts, so that what ends twice is answered once. */
export class Reply {
  readonly #request: number;
  readonly #send: (message: Message) => void;
  #given = false;

  constructor(request: number, send: (message: Message) => void) {
    this.#request = request;
    this.#send = send;
  }

  give(answer: WithoutRequest<Answer>): void {
    if (this.#given) return;
    this.#given = true;
    this.#send({ ...answer, request: this.#request });
  }

  refuse(sentence: string): void {
    this.give({ kind: 'refused', sentence });
  }
}
