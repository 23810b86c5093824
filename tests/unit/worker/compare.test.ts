import { expect, test } from 'vitest';
import { spaceOf } from '../../../src/experiment/build.ts';
import { type ComparisonRecord, emptyComparison, parseComparison } from '../../../src/experiment/comparison-record.ts';
import { HistoryBuilder } from '../../../src/experiment/history.ts';
import { recordOf } from '../../../src/experiment/record.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import type { SearchEvent } from '../../../src/experiment/events.ts';
import type { RetrainedCell } from '../../../src/experiment/studies/retraining.ts';
import type { WorkerEnd } from '../../../src/worker/ask.ts';
import { compare } from '../../../src/worker/compare.ts';
import type { Command, Message, Problem } from '../../../src/worker/protocol.ts';

const settings: Settings = {
  ...defaultSettings,
  nodes: 1,
  compareAlong: 'strategies',
  compareStrategies: ['enas', 'random-scratch'],
  compareSeeds: 2,
};
const space = spaceOf(settings);
const handMade = space.handMade();
/** What the fake search of a seed derives; another one for each strategy. */
const found = (of: Settings) =>
  handMade.map((choice, index) => (index === 0 ? (of.seed + of.strategy.length) % 2 : choice));

const adapter = { backend: 'cpu', form: 'reference', vendor: '', architecture: '' } as const;

function problem(code: Problem['code'], fatal = true): Message {
  return { kind: 'problem', problem: { code, what: `It was ${code}.`, kept: '', todo: 'Do something.', fatal } };
}

function configuredBy(command: Extract<Command, { kind: 'configure' }>): Message {
  const { request, settings: of } = command;
  return { kind: 'configured', request, settings: of } as unknown as Message;
}

function refusalOf({ request }: { readonly request: number }): Message {
  return { kind: 'refused', request, sentence: 'It cannot be done.' };
}

/** Answers as a worker would; `fails` says what goes wrong at which command under which settings. */
function fakeWorker(
  fails: (kind: Command['kind'], of: Settings, command: Command) => readonly Message[] | null = () => null,
) {
  const listeners = new Set<(message: Message) => void>();
  const heard: Command['kind'][] = [];
  let current = settings;
  let history = new HistoryBuilder();

  function answers(command: Command): readonly Message[] {
    if (command.kind === 'configure') {
      current = command.settings;
      history = new HistoryBuilder();
    }
    const failure = fails(command.kind, current, command);
    if (failure !== null) return 'request' in command ? [...failure, refusalOf(command)] : failure;
    switch (command.kind) {
      case 'configure': {
        return [{ kind: 'state', state: 'loading' }, configuredBy(command), { kind: 'state', state: 'ready' }];
      }
      case 'play': {
        const child = { architecture: found(current), reward: -1, accuracy: 0.5, crossEntropy: 1, images: 64 };
        const derived: SearchEvent = { kind: 'derived', round: 1, step: 0, update: 0, images: 64, children: [child] };
        history.addSearch(derived);
        return [
          { kind: 'state', state: 'running' },
          { kind: 'search', events: [derived] },
          { kind: 'state', state: 'finished' },
        ];
      }
      case 'record': {
        const meta = { settings: current, space, adapter, versions: { app: '1' }, seconds: 3 };
        return [{ kind: 'record', request: command.request, record: recordOf(history, meta) }];
      }
      case 'study': {
        if (command.study !== 'retraining') return [];
        const { derived, own } = command.options;
        if (derived === null) return [];
        const roles = ['derived', 'hand-made', 'trivial', ...own.map(() => 'own' as const)] as const;
        const children = [derived, handMade, handMade, ...own];
        const events = children.map((architecture, cell) => {
          const role = roles[cell] as RetrainedCell['role'];
          const counts = { testImages: 2_000, parameters: 1, multiplyAdds: 1, hasConvolution: true };
          const result = { role, architecture, testAccuracy: 0.5, testCrossEntropy: 1, trainLoss: 1, ...counts };
          return { kind: 'retrain-cell' as const, cell, of: children.length, result };
        });
        return [
          { kind: 'study', study: 'retraining', events },
          { kind: 'study-ended', request: command.request, study: 'retraining', cancelled: false },
        ];
      }
      default:
        return [];
    }
  }

  const worker: WorkerEnd = {
    send(command) {
      heard.push(command.kind);
      const messages = answers(command);
      queueMicrotask(() => messages.forEach((message) => listeners.forEach((listener) => listener(message))));
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { worker, heard, listeners };
}

function options(signal = new AbortController().signal) {
  const grown: ComparisonRecord[] = [];
  return { grown, onGrown: (record: ComparisonRecord) => void grown.push(record), onProgress: () => undefined, signal };
}

test('each search, then training under its seed; the record grows piece by piece and is a good one', async () => {
  const { worker, heard, listeners } = fakeWorker();
  const told = options();
  const record = await compare(worker, emptyComparison(settings), told);
  const search = ['configure', 'play', 'record'];
  expect(heard).toEqual([...search, ...search, 'study', ...search, ...search, 'study']);
  expect(told.grown).toHaveLength(6);
  expect(record.runs.map(({ variant, seed }) => [variant, seed])).toEqual([
    [0, 7],
    [1, 7],
    [0, 8],
    [1, 8],
  ]);
  expect(record).toMatchObject({ adapter, versions: { app: '1' } });
  expect(record.trained.filter(({ role }) => role === 'hand-made').map(({ seed }) => seed)).toEqual([7, 8]);
  expect(parseComparison(JSON.stringify(record))).toEqual({ ok: true, record, notes: [] });
  expect(listeners.size).toBe(0);
});

test('what was done is not done again', async () => {
  const told = options();
  await compare(fakeWorker().worker, emptyComparison(settings), told);
  const { worker, heard } = fakeWorker();
  const [, second] = told.grown;
  if (second === undefined) throw new Error('nothing grew');
  const record = await compare(worker, second, options());
  expect(heard.slice(0, 3)).toEqual(['configure', 'study', 'configure']);
  expect(record).toEqual(told.grown.at(-1));
});

test('where a seed lacks a child, that one is trained, and its controls stay once', async () => {
  const whole = await compare(fakeWorker().worker, emptyComparison(settings), options());
  const [first, ...rest] = whole.trained;
  expect(first).toMatchObject({ seed: 7, role: 'searched' });
  const record = await compare(fakeWorker().worker, { ...whole, trained: rest }, options());
  expect(record.trained).toEqual([...rest, first]);
});

test('a search that fails is noted and the others go on', async () => {
  const { worker } = fakeWorker((command, of) =>
    command === 'play' && of.strategy === 'enas' && of.seed === 7
      ? [{ kind: 'state', state: 'failed' }, problem('not-a-number')]
      : null,
  );
  const record = await compare(worker, emptyComparison(settings), options());
  expect(record.runs.map(({ failure }) => failure)).toEqual(['It was not-a-number.', null, null, null]);
  expect(record.runs[0]?.derived).toEqual([]);
  expect(new Set(record.trained.map(({ seed }) => seed))).toEqual(new Set([7, 8]));
});

test('training that fails leaves its children without a result and goes on', async () => {
  const { worker } = fakeWorker((command, of) =>
    command === 'study' && of.seed === 7 ? [problem('not-a-number')] : null,
  );
  const record = await compare(worker, emptyComparison(settings), options());
  const ofSeven = record.trained.filter(({ seed }) => seed === 7);
  expect(ofSeven.length).toBeGreaterThan(0);
  expect(ofSeven.every(({ result }) => result === null)).toBe(true);
  expect(record.runs).toHaveLength(4);
});

test('a device that came back changes nothing', async () => {
  const { worker } = fakeWorker((_, of, command) =>
    command.kind === 'configure' && of.seed === 8
      ? [problem('device-lost', false), configuredBy(command), { kind: 'state', state: 'ready' }]
      : null,
  );
  const record = await compare(worker, emptyComparison(settings), options());
  expect(record.runs.every(({ failure }) => failure === null)).toBe(true);
});

test.each(['data-missing', 'device-lost', 'worker-stopped'] as const)('%s stops all and says so', async (code) => {
  const { worker, listeners } = fakeWorker((command, of) =>
    command === 'configure' && of.seed === 8 ? [problem(code)] : null,
  );
  const told = options();
  await expect(compare(worker, emptyComparison(settings), told)).rejects.toThrow(`It was ${code}. Do something.`);
  expect(told.grown).toHaveLength(3);
  expect(listeners.size).toBe(0);
});

test('stopped, it ends at once and keeps what was done', async () => {
  const stop = new AbortController();
  const told = options(stop.signal);
  const { worker } = fakeWorker((command, of) => {
    if (command !== 'play' || of.seed !== 8) return null;
    stop.abort();
    return [];
  });
  await expect(compare(worker, emptyComparison(settings), told)).rejects.toThrow('aborted');
  expect(told.grown.at(-1)?.runs).toHaveLength(2);
});
