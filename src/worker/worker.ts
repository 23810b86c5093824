import { createSupernet } from '../supernet/create.ts';
import { openMachine } from './machine.ts';
import type { Message } from './protocol.ts';
import { Session } from './session.ts';
import { TaskStore } from './task-store.ts';

const STATUS_INTERVAL_MS = 500;

const session = new Session((message: Message) => postMessage(message), {
  openMachine,
  tasks: (baseUrl) => new TaskStore(baseUrl),
  createSupernet,
});
addEventListener('message', ({ data }: MessageEvent<unknown>) => session.handle(data));
setInterval(() => session.sendStatus(), STATUS_INTERVAL_MS);
