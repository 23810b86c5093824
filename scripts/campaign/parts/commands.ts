import { mutateJson, pick } from '../mutate.ts';
import { hold, type PagePart } from '../part.ts';
import { holdWorker, TrialPage } from '../trial-page.ts';

/** Commands of the protocol, with requests that the page does not wait for. */
const known: readonly object[] = [
  { kind: 'play' },
  { kind: 'pause' },
  { kind: 'step', what: 'weights' },
  { kind: 'step', what: 'policy' },
  { kind: 'step', what: 'round' },
  { kind: 'step', what: 'derive' },
  { kind: 'stop' },
  { kind: 'pace', milliseconds: 5 },
  { kind: 'score', request: 1e6, children: [[0, 0, 0, 0]] },
  { kind: 'study', request: 1e6, study: 'retraining', options: { steps: 10, random: 1 } },
  { kind: 'study', request: 1e6, study: 'ranking', options: { children: 2, steps: 10 } },
  { kind: 'cancel-study', study: 'retraining' },
  { kind: 'record', request: 1e6 },
  { kind: 'estimate', request: 1e6, settings: {} },
];
const garbage: readonly unknown[] = [null, undefined, 7, 'play', [], {}, { kind: 'toString' }, { kind: null }];
const MESSAGES = 24;

/** Messages to the worker in any order, whole, damaged or none at all; a fresh run afterwards is as any other. */
export const commands: PagePart = {
  id: 'commands',
  graphics: false,
  async trial(page, address, random) {
    const post = await holdWorker(page);
    const app = new TrialPage(page, address);
    await app.open();
    const undisturbed = await app.undisturbed('processor');
    for (let sent = 0; sent < MESSAGES; sent++) {
      const whole = pick(known, random);
      const message = pick([whole, whole, mutateJson(whole, random), pick(garbage, random)], random);
      await post(message);
      await page.waitForTimeout(random.integer(60));
    }
    await post({ kind: 'pace', milliseconds: 0 });
    await app.press('Start over');
    await app.reach('ready');
    const record = await app.playToTheEnd();
    hold(JSON.stringify(record) === JSON.stringify(undisturbed), 'the fresh run afterwards is another');
    app.holdQuiet();
    return 'recovered';
  },
};
