import type { Command, Message } from './protocol.ts';
import { Session } from './session.ts';

const session = new Session((message: Message) => postMessage(message));
addEventListener('message', ({ data }: MessageEvent<Command>) => session.handle(data));
