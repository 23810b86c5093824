import { hold, type PagePart } from '../part.ts';
import { holdWorker, TrialPage } from '../trial-page.ts';

const STEPS = 24;

/** The graphics device is lost at a random step, sometimes twice: the run ends as if nothing had happened. */
export const devices: PagePart = {
  id: 'devices',
  graphics: true,
  async trial(page, address, random) {
    const post = await holdWorker(page);
    const app = new TrialPage(page, address);
    await app.open();
    const undisturbed = await app.undisturbed('graphics');
    const lose = async (after: number) => {
      await app.trained(after);
      await page.waitForTimeout(random.integer(300));
      await post({ kind: 'lose-device' });
    };
    const first = random.integer(STEPS);
    await app.press('Play');
    await lose(first);
    if (random.integer(3) === 0) await lose(first + random.integer(STEPS - first));
    const state = await app.reach('finished', 'failed');
    app.holdQuiet();
    if (state === 'failed') {
      // Lost twice in a row it is given up, with the record so far.
      hold((await app.story()).includes('The record so far is kept'), 'given up without a word of the record');
      return 'refused';
    }
    const record = await app.record();
    hold(JSON.stringify(record) === JSON.stringify(undisturbed), 'the run after the loss is another');
    return 'recovered';
  },
};
