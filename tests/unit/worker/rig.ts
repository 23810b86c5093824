import type { Settings } from '../../../src/experiment/settings.ts';
import type { Architecture } from '../../../src/space/space.ts';
import { DeviceLostError, type Pending, type Supernet } from '../../../src/supernet/supernet.ts';
import { type Asked, Client } from '../../../src/worker/ask.ts';
import type { Machine } from '../../../src/worker/machine.ts';
import type { Message, RunState } from '../../../src/worker/protocol.ts';
import { Session, type SessionParts } from '../../../src/worker/session.ts';
import { blankTask, formulaSupernet, settingsFor } from '../search/fakes.ts';

/** Settings that the table allows, of a search over in a moment. */
export function shortSettings(overrides: Partial<Settings> = {}): Settings {
  return settingsFor({
    strategy: 'random-shared',
    warmUpSteps: 10,
    rounds: 2,
    stepsPerRound: 10,
    retrainSteps: 20,
    retrainRandom: 2,
    rankedChildren: 4,
    ...overrides,
  });
}

/** A loss that differs from child to child and falls with the steps. */
const lossOf = (child: Architecture, steps: number): number =>
  1 + child.reduce((sum, token, index) => sum + token * (index + 1), 0) / 40 + 1 / (steps + 2);

/** A graphics device that can be lost: then its calls reject, or are never answered. */
class FakeDevice {
  lost = false;
  /** Supernets that hold memory on it. */
  held = 0;
  /** Calls made so far, and the one at which it is lost by itself. */
  calls = 0;
  lostAt = Infinity;
  #then: { readonly call: number; readonly action: () => void } | null = null;
  readonly #hang: boolean;
  readonly #onLost: () => void;

  constructor(hang: boolean, onLost: () => void) {
    this.#hang = hang;
    this.#onLost = onLost;
  }

  /** Does something after so many more calls. */
  after(calls: number, action: () => void): void {
    this.#then = { call: this.calls + calls, action };
  }

  lose(): void {
    if (this.lost) return;
    this.lost = true;
    setTimeout(() => this.#onLost());
  }

  /** What a call gives, where the device is there. */
  call<T>(work: () => T | Promise<T>): Promise<T> {
    this.calls++;
    if (this.calls >= this.lostAt) this.lose();
    if (this.calls === this.#then?.call) this.#then.action();
    if (!this.lost) return Promise.resolve(work());
    return this.#hang ? new Promise(() => undefined) : Promise.reject(new DeviceLostError('Taken away.'));
  }
}

function onDevice(device: FakeDevice, formula: Supernet): Supernet {
  device.held++;
  const pending = <T>(of: Pending<T>): Pending<T> => ({ ...of, read: () => device.call(() => of.read()) });
  return {
    ...formula,
    train: (...call) => pending(formula.train(...call)),
    score: (...call) => device.call(() => formula.score(...call)),
    submitScore: (...call) => {
      const scores = formula.submitScore(...call);
      return { ...scores, read: () => device.call(() => scores.read()) };
    },
    snapshot: () => device.call(() => formula.snapshot()),
    dispose: () => {
      device.held--;
      formula.dispose();
    },
  };
}

export interface RigOptions {
  /** The call at which the first device is lost by itself, then the second, and so on. */
  readonly lostAt?: readonly number[];
  /** Whether calls to a lost device are never answered. */
  readonly hang?: boolean;
  /** Devices that there are, one after the other. */
  readonly devices?: number;
  readonly loss?: (child: Architecture, steps: number) => number;
  readonly loadTest?: typeof blankTask.loadTest;
}

/** A session in Node on a formula supernet, and a client that asks it as the page would. */
export function rig({ lostAt = [], hang = false, devices = Infinity, loss = lossOf, loadTest }: RigOptions = {}) {
  const made: FakeDevice[] = [];
  const listeners = new Set<(message: Message) => void>();
  const messages: Message[] = [];
  const parts: SessionParts = {
    openMachine: (_, onTrouble) => {
      if (made.length >= devices) return Promise.reject(new Error('There is no other device.'));
      const device = new FakeDevice(hang, () => onTrouble(machine, new DeviceLostError('Taken away.')));
      device.lostAt = lostAt[made.length] ?? Infinity;
      made.push(device);
      const machine: Machine = {
        adapter: {
          backend: 'webgpu',
          form: 'reference',
          vendor: 'fake',
          architecture: '',
          software: false,
          fallback: null,
        },
        device: null,
        capacity: { largestBuffer: null, all: null },
        lose: () => device.lose(),
      };
      return Promise.resolve(machine);
    },
    tasks: () => ({ load: () => Promise.resolve({ ...blankTask, ...(loadTest === undefined ? {} : { loadTest }) }) }),
    createSupernet: () => {
      const device = made.at(-1);
      if (device === undefined) throw new Error('There is no device.');
      return device.call(() => onDevice(device, formulaSupernet(loss).supernet));
    },
  };
  const session = new Session((message) => {
    messages.push(message);
    for (const listener of [...listeners]) listener(message);
  }, parts);
  const client = new Client({
    send: (command) => session.handle(structuredClone(command)),
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  client.send({ kind: 'start', baseUrl: '' });
  const until = (state: RunState): Promise<Message> =>
    client.until((message) => message.kind === 'state' && message.state === state);

  return {
    session,
    client,
    messages,
    devices: made,
    /** The device that computes now. */
    get device(): FakeDevice {
      const device = made.at(-1);
      if (device === undefined) throw new Error('There is no device.');
      return device;
    },
    until,
    configure: (settings: Settings = shortSettings()) => client.ask({ kind: 'configure', settings }),
    /** Plays, and waits for the first step; the next one is far away. */
    async begin(): Promise<void> {
      const begun = client.until(
        (message) => message.kind === 'search' && message.events.some(({ kind }) => kind === 'weights'),
      );
      client.send({ kind: 'pace', milliseconds: 1e6 });
      client.send({ kind: 'play' });
      await begun;
    },
    /** Sends what makes the run go, and waits for the state that it comes to. */
    async go(command: Parameters<typeof client.send>[0], state: RunState = 'paused'): Promise<void> {
      const there = until(state);
      client.send(command);
      await there;
    },
    ask: (command: Asked) => client.ask(command),
    events: () => messages.flatMap((message) => (message.kind === 'search' ? message.events : [])),
    states: () => messages.flatMap((message) => (message.kind === 'state' ? [message.state] : [])),
    problems: () => messages.flatMap((message) => (message.kind === 'problem' ? [message.problem] : [])),
    /** Waits until the session rests. */
    rest: () => new Promise<void>((resolve) => setTimeout(resolve, 30)),
  };
}
