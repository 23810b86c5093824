import { describe, expect, test } from 'vitest';
import { spaceOf } from '../../../src/experiment/build.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import { parseRecord } from '../../../src/experiment/parse-record.ts';
import { recordText } from '../../../src/experiment/record-text.ts';
import type { RunRecord } from '../../../src/experiment/record.ts';
import { RandomStream } from '../../../src/math/random.ts';
import { DataMissingError } from '../../../src/task/errors.ts';
import type { Answer } from '../../../src/worker/reply.ts';
import { rig, shortSettings } from './rig.ts';

const derived = spaceOf(shortSettings()).handMade();
const retraining = { kind: 'study', study: 'retraining', options: { derived, own: [] } } as const;
const ranking = { kind: 'study', study: 'ranking', options: {} } as const;
const play = { kind: 'play' } as const;
/** Calls for a network of a retraining: it is made, trained 20 steps and tested on three batches. */
const CELL_CALLS = 24;

type Rig = ReturnType<typeof rig>;

async function recordIn({ client }: Rig): Promise<RunRecord> {
  const answer = await client.ask({ kind: 'record' });
  if (answer.kind === 'refused') throw new Error(answer.sentence);
  return { ...answer.record, counters: { ...answer.record.counters, seconds: 0 } };
}

/** A whole search, and the studies of it, on devices that are lost as the options say. */
async function whole(options: Parameters<typeof rig>[0] = {}, settings = shortSettings()) {
  const session = rig(options);
  await session.configure(settings);
  await session.go(play, 'finished');
  const study = await session.ask(retraining);
  return { session, study, record: await recordIn(session) };
}

describe('the run loop', () => {
  test('plays to the end, and pauses between two steps', async () => {
    const session = rig();
    expect(await session.configure()).toMatchObject({ kind: 'configured', settings: shortSettings() });
    expect(session.states()).toEqual(['ready']);
    await session.begin();
    session.client.send({ kind: 'pause' });
    expect(session.states().at(-1)).toBe('paused');
    await session.rest();
    const soFar = session.events().length;
    await session.rest();
    expect(session.events()).toHaveLength(soFar);
    session.client.send({ kind: 'pace', milliseconds: 0 });
    await session.go(play, 'finished');
    expect(session.events().at(-1)?.kind).toBe('finished');

    const undisturbed = rig();
    await undisturbed.configure();
    await undisturbed.go(play, 'finished');
    expect(session.events()).toEqual(undisturbed.events());
    expect(await recordIn(session)).toEqual(await recordIn(undisturbed));
  });

  test('takes single steps: weights, a child, a derive', async () => {
    const session = rig();
    await session.configure();
    const kinds = () => session.events().filter((event) => 'round' in event && event.kind !== 'phase');
    await session.go({ kind: 'step', what: 'weights' });
    expect(kinds().map(({ kind }) => kind)).toEqual(['weights']);
    await session.go({ kind: 'step', what: 'child' });
    expect(kinds().at(-1)?.kind).toBe('evaluated');
    expect(kinds().filter(({ kind }) => kind === 'evaluated')).toHaveLength(1);
    await session.go({ kind: 'step', what: 'derive' });
    expect(kinds().at(-1)?.kind).toBe('derived');
  });

  test('takes a policy step and a whole round where there is a policy', async () => {
    const session = rig();
    await session.configure(shortSettings({ strategy: 'enas' }));
    await session.go({ kind: 'step', what: 'policy' });
    expect(session.events().filter(({ kind }) => kind === 'policy')).toHaveLength(1);
    const roundNow = () =>
      session
        .events()
        .flatMap((event) => ('round' in event ? [event.round] : []))
        .at(-1) ?? NaN;
    await session.go({ kind: 'step', what: 'round' });
    const before = roundNow();
    await session.go({ kind: 'step', what: 'round' });
    expect(roundNow()).toBe(before + 1);
  }, 60_000);

  test('stops where it is and derives; a finished search is only derived from again', async () => {
    const session = rig();
    await session.configure();
    await session.go({ kind: 'step', what: 'child' });
    await session.go({ kind: 'stop' }, 'finished');
    expect(session.events().at(-1)?.kind).toBe('derived');
    const before = session.events().length;
    session.client.send({ kind: 'step', what: 'weights' });
    session.client.send(play);
    await session.rest();
    expect(session.events()).toHaveLength(before);
    await session.go({ kind: 'step', what: 'derive' }, 'finished');
    expect(session.events().at(-1)?.kind).toBe('derived');
  });

  test('keeps steps apart at a slow pace, and listens meanwhile', async () => {
    const session = rig();
    await session.configure();
    session.client.send({ kind: 'pace', milliseconds: 1e6 });
    session.client.send(play);
    await session.rest();
    const steps = session.events().filter(({ kind }) => kind === 'weights').length;
    expect(steps).toBeLessThanOrEqual(2);
    expect((await recordIn(session)).curves.weights.step).toHaveLength(steps);
    session.client.send({ kind: 'pace', milliseconds: 0 });
    await session.until('finished');
  });

  test('a run that is replaced while it runs says nothing more', async () => {
    const session = rig();
    await session.configure();
    await session.begin();
    const seed = shortSettings({ seed: 8 });
    await session.configure(seed);
    const soFar = session.events().length;
    await session.rest();
    expect(session.events()).toHaveLength(soFar);
    expect(session.states().at(-1)).toBe('ready');
    expect((await recordIn(session)).seed).toBe(8);
    expect(session.device.held).toBe(1);
  });

  test('of several runs wanted at once the newest is made', async () => {
    const session = rig();
    const asked = [7, 8, 9].map((seed) => session.configure(shortSettings({ seed })));
    const answers = await Promise.all(asked);
    expect(answers.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'configured']);
    expect((await recordIn(session)).seed).toBe(9);
  });

  test('settings that do not hold are refused', async () => {
    const session = rig();
    const wrong = { ...shortSettings(), rounds: -1 };
    expect(await session.configure(wrong)).toMatchObject({ kind: 'refused' });
    expect(await session.ask({ kind: 'estimate', settings: wrong })).toMatchObject({ kind: 'refused' });
    expect(await session.ask({ kind: 'estimate', settings: shortSettings() })).toMatchObject({ kind: 'needs' });
    expect(await session.configure()).toMatchObject({ kind: 'configured' });
  });
});

describe('commands out of order', () => {
  test('before there is a run, questions are refused and the rest is ignored', async () => {
    const session = rig();
    for (const command of [play, { kind: 'pause' }, { kind: 'stop' }] as const) session.client.send(command);
    session.client.send({ kind: 'step', what: 'weights' });
    session.client.send({ kind: 'cancel-study', study: 'ranking' });
    for (const asked of [{ kind: 'record' }, { kind: 'score', children: [derived] }, retraining, ranking] as const) {
      expect(await session.ask(asked)).toMatchObject({ kind: 'refused', sentence: 'There is no run yet.' });
    }
    expect(session.events()).toEqual([]);
    expect(await session.configure()).toMatchObject({ kind: 'configured' });
  });

  test('children of another space, and a ranking by weights that are not trained, are refused', async () => {
    const session = rig();
    await session.configure();
    const sentence = 'One of these children is not of the run’s space.';
    expect(await session.ask({ kind: 'score', children: [derived, [9]] })).toMatchObject({ sentence });
    const options = { derived, own: [[0, 0]] };
    expect(await session.ask({ ...retraining, options })).toMatchObject({ sentence });
    expect(await session.ask(ranking)).toMatchObject({ sentence: 'Waits for trained shared weights: press Play.' });
    expect(await session.ask({ kind: 'score', children: [derived] })).toMatchObject({ kind: 'scored' });
  });

  test('what is no command is ignored', async () => {
    const session = rig();
    await session.configure();
    const before = session.messages.length;
    const junk = [null, undefined, 7, 'play', [], {}, { kind: 'dance' }, { kind: 'toString' }, { kind: 'score' }];
    const more = [
      { kind: 'step', what: 'up' },
      { kind: 'study', request: 1, study: 'luck', options: {} },
    ];
    for (const message of [...junk, ...more, { kind: 'pace', milliseconds: 'slow' }]) session.session.handle(message);
    await session.rest();
    expect(session.messages).toHaveLength(before);
  });

  test('a second study ends the first, which lets go of what it held', async () => {
    const session = rig();
    await session.configure();
    await session.go({ kind: 'step', what: 'child' });
    const ranked: Promise<unknown>[] = [];
    session.device.after(CELL_CALLS + 5, () => void ranked.push(session.ask(ranking)));
    const first = session.ask(retraining);
    expect(await first).toMatchObject({ kind: 'study-ended', study: 'retraining', cancelled: true });
    expect(await ranked[0]).toMatchObject({ kind: 'study-ended', study: 'ranking', cancelled: false });
    expect(session.device.held).toBe(1);
    const twice = [session.ask(retraining), session.ask(retraining)];
    const ends = await Promise.all(twice);
    expect(ends.map((end) => end.kind === 'study-ended' && end.cancelled)).toEqual([true, false]);
    expect(session.device.held).toBe(1);
  });

  test.each([retraining, ranking])('a second $study while one is in the middle of a network ends it', async (study) => {
    const session = rig();
    await session.configure();
    await session.go({ kind: 'step', what: 'child' });
    const later: Promise<unknown>[] = [];
    session.device.after(2 * CELL_CALLS + 5, () => void later.push(session.ask(study)));
    expect(await session.ask(study)).toMatchObject({ kind: 'study-ended', cancelled: true });
    expect(session.device.held).toBe(1);
    expect(await later[0]).toMatchObject({ kind: 'study-ended', cancelled: false });
    expect(session.device.held).toBe(1);
  });

  test('a child that a person brought is trained before any search, which can begin afterwards', async () => {
    const session = rig();
    await session.configure();
    expect(await session.ask({ ...retraining, options: { derived: null, own: [] } })).toMatchObject({
      kind: 'refused',
      sentence: 'Waits for a derived child.',
    });
    const options = { derived: null, own: [derived] };
    expect(await session.ask({ ...retraining, options })).toMatchObject({ cancelled: false });
    expect(session.states().at(-1)).toBe('ready');
    const { retrain, curves } = await recordIn(session);
    expect(retrain?.cells.map(({ role }) => role).slice(0, 3)).toEqual(['chosen', 'hand-made', 'trivial']);
    expect(retrain?.rank).not.toBeNull();
    expect(curves.weights.step).toEqual([]);
    await session.go(play, 'finished');
  });

  test('a study pauses the search; cancelled, what is done of it is kept', async () => {
    const session = rig();
    await session.configure();
    await session.begin();
    session.device.after(2 * CELL_CALLS + 5, () => {
      session.client.send({ kind: 'cancel-study', study: 'ranking' });
      session.client.send({ kind: 'cancel-study', study: 'retraining' });
    });
    const study = session.ask(retraining);
    expect(await study).toMatchObject({ cancelled: true });
    expect(session.states().at(-1)).toBe('paused');
    const { retrain } = await recordIn(session);
    expect(retrain?.cells.map(({ role }) => role)).toEqual(['derived', 'hand-made']);
    expect(retrain?.rank).toBeNull();
    expect(session.device.held).toBe(1);
    session.client.send({ kind: 'pace', milliseconds: 0 });
    await session.go(play, 'finished');
  });
});

describe('a lost device', () => {
  test.each([false, true])(
    'wherever it is lost, the run is what it would have been (hanging: %s)',
    async (hang) => {
      const undisturbed = await whole();
      const random = new RandomStream(3, 0);
      const used = undisturbed.session.device.calls;
      for (let i = 0; i < 8; i++) {
        const lostAt = 2 + random.integer(used - 2);
        const { session, study, record } = await whole({ lostAt: [lostAt], hang });
        expect(session.problems().map(({ code, fatal }) => [code, fatal])).toEqual([['device-lost', false]]);
        expect(study, `lost at call ${lostAt}`).toMatchObject({ kind: 'study-ended', cancelled: false });
        expect(record, `lost at call ${lostAt}`).toEqual(undisturbed.record);
        expect(session.device.held).toBe(1);
      }
    },
    60_000,
  );

  test('ends a ranking, whose children so far are kept', async () => {
    const session = rig();
    await session.configure();
    await session.go({ kind: 'step', what: 'child' });
    const before = session.device.calls;
    await session.ask(ranking);
    const used = session.device.calls - before;
    session.device.after(Math.round(used / 2), () => session.client.send({ kind: 'lose-device' }));
    const study = session.ask(ranking);
    expect(await study).toMatchObject({ kind: 'study-ended', study: 'ranking', cancelled: true });
    const record = await recordIn(session);
    expect(record.ranking?.children.length).toBeGreaterThan(0);
    expect(record.ranking?.agreements).toEqual([]);
    expect(await session.ask(ranking)).toMatchObject({ cancelled: false });
  });

  test('in the middle of a question, the question is answered by the next device', async () => {
    const session = rig({ hang: true });
    await session.configure();
    await session.go({ kind: 'step', what: 'child' });
    const expected = await session.ask({ kind: 'score', children: [derived] });
    session.device.lostAt = session.device.calls + 1;
    const answer = await session.ask({ kind: 'score', children: [derived] });
    expect(answer).toEqual({ ...expected, request: answer.request });
  });

  test('a second loss too soon, and a loss without another device, end with a sentence', async () => {
    for (const options of [{ lostAt: [30, 30] }, { lostAt: [30], devices: 1 }]) {
      const session = rig(options);
      await session.configure();
      const failed = session.until('failed').catch((error: unknown) => error);
      session.client.send(play);
      await failed;
      await session.rest();
      expect(session.states().at(-1)).toBe('failed');
      expect(session.problems().at(-1)).toMatchObject({ code: 'device-lost', fatal: true });
      const refused = { kind: 'refused', sentence: 'The run has stopped and cannot go on.' };
      expect(await session.ask(retraining)).toMatchObject(refused);
      expect(await session.ask({ kind: 'score', children: [derived] })).toMatchObject(refused);
      const record = await recordIn(session);
      expect(parseRecord(recordText(record)).ok).toBe(true);
    }
  });

  test('for good, it ends a study with what went wrong', async () => {
    const session = rig({ devices: 1 });
    await session.configure();
    await session.go({ kind: 'step', what: 'child' });
    session.device.after(CELL_CALLS + 5, () => session.client.send({ kind: 'lose-device' }));
    expect(await session.ask(retraining)).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('The graphics device was lost (Taken away)') as string,
    });
  });
});

test('a study that fails is refused with what went wrong, and the run goes on where it can', async () => {
  const session = rig({ loadTest: () => Promise.reject(new DataMissingError('The test images are not there.')) });
  await session.configure();
  await session.go({ kind: 'step', what: 'child' });
  expect(await session.ask(retraining)).toMatchObject({
    kind: 'refused',
    sentence: expect.stringContaining('The test images are not there.') as string,
  });
  await session.go(play, 'finished');
});

test('a loss that is no number stops the run and the study', async () => {
  const session = rig({ loss: (_, steps) => (steps > 12 ? NaN : 1) });
  await session.configure();
  await session.go({ kind: 'step', what: 'child' }, 'failed').catch(() => undefined);
  await session.rest();
  expect(session.problems().at(-1)).toMatchObject({ code: 'not-a-number', fatal: true });
  expect(await session.ask(retraining)).toMatchObject({ kind: 'refused' });
});

test.each([retraining, ranking])(
  'a $study that is under way when the run fails lets go of what it held',
  async (study) => {
    const odd = spaceOf(shortSettings())
      .handMade()
      .map((choice, index) => (index === 1 ? choice + 1 : choice));
    const session = rig({ loss: (child) => (child.join() === odd.join() ? NaN : 1) });
    await session.configure();
    await session.go({ kind: 'step', what: 'child' });
    session.device.after(4 * CELL_CALLS + 5, () => void session.ask({ kind: 'score', children: [odd] }));
    expect(await session.ask(study)).toMatchObject({ kind: 'refused' });
    await session.rest();
    expect(session.problems().at(-1)).toMatchObject({ code: 'not-a-number', fatal: true });
    expect(session.device.held).toBe(1);
  },
);

/** Random commands in any order, with a device that may be lost: every question is answered exactly once. */
test('every request is answered exactly once', async () => {
  const seed = 11;
  console.log(`seed of the random commands: ${seed}`);
  const random = new RandomStream(seed, 0);
  for (let sequence = 0; sequence < 12; sequence++) {
    const lostAt = random.integer(2) === 0 ? [] : [10 + random.integer(150), 10 + random.integer(150)];
    const session = rig({ lostAt, hang: random.integer(2) === 0 });
    const asked = await randomCommands(session, random, shortSettings({ seed: sequence }));
    session.client.send({ kind: 'pause' });
    const answers = await Promise.all(asked);
    await session.rest();
    const given = session.messages.filter((message): message is Answer => 'request' in message);
    expect(given.map(({ request }) => request).sort((a, b) => a - b)).toEqual(asked.map((_, index) => index + 1));
    expect(answers).toHaveLength(asked.length);
  }
}, 120_000);

async function randomCommands(session: Rig, random: RandomStream, settings: Settings) {
  const asked: Promise<unknown>[] = [session.configure(settings)];
  const commands: (() => unknown)[] = [
    () => random.integer(4) === 0 && asked.push(session.configure(settings)),
    () => asked.push(session.ask({ kind: 'estimate', settings })),
    () => asked.push(session.ask({ kind: 'score', children: [derived] })),
    () => asked.push(session.ask({ kind: 'record' })),
    () => asked.push(session.ask(retraining)),
    () => asked.push(session.ask(ranking)),
    () => session.client.send(play),
    () => session.client.send({ kind: 'pause' }),
    () => session.client.send({ kind: 'stop' }),
    () => session.client.send({ kind: 'step', what: 'child' }),
    () => session.client.send({ kind: 'step', what: 'derive' }),
    () => session.client.send({ kind: 'cancel-study', study: 'retraining' }),
    () => session.client.send({ kind: 'cancel-study', study: 'ranking' }),
    () => session.session.handle({ kind: 'dance' }),
    () => random.integer(8) === 0 && session.client.send({ kind: 'lose-device' }),
  ];
  for (let i = 0; i < 40; i++) {
    await commands[random.integer(commands.length)]?.();
    if (random.integer(2) === 0) await new Promise((resolve) => setTimeout(resolve, random.integer(20)));
  }
  return asked;
}
