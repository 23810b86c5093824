import { hold, type PagePart } from '../part.ts';
import { TrialPage } from '../trial-page.ts';

const STEPS = 24;

/** The page is reloaded, or its process killed, in mid-run: what was kept is offered, and a fresh run is as any other. */
export const reloads: PagePart = {
  id: 'reloads',
  graphics: false,
  async trial(page, address, random) {
    let app = new TrialPage(page, address);
    await app.open();
    const undisturbed = await app.undisturbed('processor');
    await app.press('Play');
    await app.trained(random.integer(STEPS));
    if (random.integer(2) === 0) {
      await app.press('Pause').catch(() => undefined);
      await app.press('Play').catch(() => undefined);
    }
    await page.waitForTimeout(random.integer(500));
    const kept = await app.keptSteps();
    if (random.integer(2) === 0) await page.reload();
    else {
      const crashed = page.waitForEvent('crash');
      await page.goto('chrome://crash').catch(() => undefined);
      await crashed;
      app = new TrialPage(await page.context().newPage(), address);
      await app.open();
    }
    await app.reach('ready');
    const after = await app.keptSteps();
    hold(kept === null || (after !== null && after >= kept), `a run of ${kept} steps was kept, and is gone`);
    if (kept !== null) {
      await app.press('Look at the last run');
      await app.reach('recorded');
      await app.press('Leave the recording');
      await app.reach('ready');
    }
    const record = await app.playToTheEnd();
    hold(JSON.stringify(record) === JSON.stringify(undisturbed), 'the run after the reload is another');
    app.holdQuiet();
    return 'recovered';
  },
};
