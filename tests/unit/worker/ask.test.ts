import { expect, test } from 'vitest';
import { Client, ProblemError } from '../../../src/worker/ask.ts';
import type { Command, Message, Problem } from '../../../src/worker/protocol.ts';

const problem = (code: Problem['code'], fatal: boolean): Message => ({
  kind: 'problem',
  problem: { code, what: 'It broke.', kept: '', todo: 'Reload.', fatal },
});

/** A worker that says what it is told to. */
function silentWorker() {
  const listeners = new Set<(message: Message) => void>();
  const sent: Command[] = [];
  return {
    sent,
    listeners,
    say: (message: Message) => {
      for (const listener of [...listeners]) listener(message);
    },
    end: {
      send: (command: Command) => void sent.push(command),
      onMessage(listener: (message: Message) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

const score = { kind: 'score', children: [[0]] } as const;

test('answers find their questions by number, whatever their order', async () => {
  const { end, say, sent } = silentWorker();
  const client = new Client(end);
  const [first, second] = [client.ask(score), client.ask(score)];
  expect(sent).toEqual([
    { ...score, request: 1 },
    { ...score, request: 2 },
  ]);
  say({ kind: 'refused', request: 2, sentence: 'No.' });
  say({ kind: 'scored', request: 1, children: [] });
  expect(await first).toEqual({ kind: 'scored', request: 1, children: [] });
  expect(await second).toEqual({ kind: 'refused', request: 2, sentence: 'No.' });
});

test('a worker that has stopped refuses what was asked and what is asked then', async () => {
  const { end, say, sent } = silentWorker();
  const client = new Client(end);
  const before = client.ask(score);
  const finished = client.until(({ kind }) => kind === 'state').catch((error: unknown) => error);
  say(problem('worker-stopped', true));
  const sentence = 'It broke. Reload.';
  expect(await before).toMatchObject({ kind: 'refused', sentence });
  expect(await client.ask(score)).toMatchObject({ kind: 'refused', sentence });
  expect(await finished).toBeInstanceOf(ProblemError);
  expect(sent).toHaveLength(1);
});

test('waiting for a message ends at a problem that ends the run, not at another', async () => {
  const { end, say, listeners } = silentWorker();
  const client = new Client(end);
  const ready = client.until((message) => message.kind === 'state' && message.state === 'ready');
  say(problem('device-lost', false));
  say({ kind: 'state', state: 'loading' });
  say({ kind: 'state', state: 'ready' });
  expect(await ready).toEqual({ kind: 'state', state: 'ready' });
  const finished = client.until(() => false);
  say(problem('not-a-number', true));
  await expect(finished).rejects.toThrow('It broke. Reload.');
  client.close();
  expect(listeners.size).toBe(0);
});

test('aborted, whatever is waited for rejects with the reason', async () => {
  const { end, listeners } = silentWorker();
  const stop = new AbortController();
  const client = new Client(end, stop.signal);
  const waits = [client.ask(score), client.until(() => false)];
  stop.abort(new Error('Enough.'));
  for (const wait of waits) await expect(wait).rejects.toThrow('Enough.');
  await expect(client.ask(score)).rejects.toThrow('Enough.');
  expect(listeners.size).toBe(1);
});
