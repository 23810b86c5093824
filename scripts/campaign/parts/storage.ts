import { hold, type PagePart } from '../part.ts';
import { TrialPage } from '../trial-page.ts';

const STEPS = 24;

/** The browser's storage is full at a random fill: the run goes on, and what could not be kept is said. */
export const storage: PagePart = {
  id: 'storage',
  graphics: false,
  async trial(page, address, random) {
    const app = new TrialPage(page, address);
    await app.open();
    const undisturbed = await app.undisturbed('processor');
    const browser = await page.context().newCDPSession(page);
    const { origin } = new URL(address);
    const quotaSize = 2 ** random.integer(22);
    await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    const record = await app.playToTheEnd();
    hold(JSON.stringify(record) === JSON.stringify(undisturbed), 'the run with the storage full is another');
    const said = (await app.story()).includes('could not be kept');
    await browser.send('Storage.overrideQuotaForOrigin', { origin });
    hold(said || (await app.keptSteps()) === STEPS, 'the run is not kept, and nothing is said');
    app.holdQuiet();
    return said ? 'refused' : 'accepted';
  },
};
