import { test as base } from '@playwright/test';
import { Screen } from './screen.ts';
import { watchForTrouble } from './violations.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  readonly app: Screen;
  /** The text of a finished run's record with its comparison, as the page exports it. */
  readonly finishedRecord: string;
}

export const test = base.extend<Pick<Fixtures, 'app'>, Pick<Fixtures, 'finishedRecord'>>({
  app: async ({ page }, use) => {
    const trouble = await watchForTrouble(page);
    await use(new Screen(page));
    base.expect(trouble).toEqual([]);
  },
  finishedRecord: [
    async ({ browser }, use) => {
      const page = await browser.newPage({ baseURL: base.info().project.use.baseURL ?? '' });
      const app = new Screen(page);
      await app.open();
      await app.playToTheEnd();
      await app.retrain();
      const { text } = await app.exportRecord();
      await page.close();
      await use(text);
    },
    { scope: 'worker' },
  ],
});
