import { impatient } from '../device/adapter.ts';
import type { Machine, openMachine, WantedMachine } from './machine.ts';
import type { Message } from './protocol.ts';

/** The one machine there is at a time: opened when it is first asked for, and anew after it was dropped. */
export class Machines {
  wanted: WantedMachine = { form: 'engine' };
  #current: Machine | null = null;
  #opening: Promise<Machine> | null = null;
  readonly #openMachine: typeof openMachine;
  readonly #tell: (message: Message) => void;
  readonly #onTrouble: (error: Error) => void;

  /** `onTrouble` hears once of each machine that it went wrong; by then it is dropped, and what it held is freed. */
  constructor(open: typeof openMachine, tell: (message: Message) => void, onTrouble: (error: Error) => void) {
    this.#openMachine = open;
    this.#tell = tell;
    this.#onTrouble = onTrouble;
  }

  async open(): Promise<Machine> {
    if (this.#current !== null) return this.#current;
    if (this.#opening === null) {
      this.#tell({ kind: 'loading', part: 'backend', done: 0, total: null });
      this.#opening = this.#openNew(this.wanted).finally(() => {
        this.#opening = null;
      });
    }
    return this.#opening;
  }

  /** The same; where it is a second choice, the first is asked for once more. */
  async openAgain(): Promise<Machine> {
    const current = await this.open();
    if (current.adapter.fallback === null) return current;
    try {
      return await this.#openNew({ ...this.wanted, backend: 'webgpu', patience: impatient });
    } catch {
      return current;
    }
  }

  drop(): void {
    this.#current = null;
  }

  /** Destroys the graphics device on purpose, to show and test what happens then. */
  lose(): void {
    this.#current?.lose();
  }

  async #openNew(wanted: WantedMachine): Promise<Machine> {
    const machine = await this.#openMachine(wanted, (which, error) => {
      if (which !== this.#current) return;
      this.#current = null;
      which.lose();
      this.#onTrouble(error);
    });
    this.#current = machine;
    this.#tell({ kind: 'started', adapter: machine.adapter });
    return machine;
  }
}
