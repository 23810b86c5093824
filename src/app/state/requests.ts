import type { Message } from '../../worker/protocol.ts';

/** Questions to the worker that wait for their answers, by number. */
export class Requests {
  readonly #waiting = new Map<number, (message: Message) => void>();
  #last = 0;

  open(): { readonly request: number; readonly answer: Promise<Message> } {
    const request = ++this.#last;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(request, resolve));
    return { request, answer };
  }

  answer(request: number, message: Message): void {
    this.#waiting.get(request)?.(message);
    this.#waiting.delete(request);
  }
}
