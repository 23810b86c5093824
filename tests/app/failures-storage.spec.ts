import { expect, test } from '@playwright/test';
import { endless, play, reach, story, tinyLink, trained } from './support/tiny.ts';
import { watchForTrouble } from './support/violations.ts';
import { withoutGraphics } from './support/without-graphics.ts';

test.use({ launchOptions: withoutGraphics });

test('where the browser’s storage is full, the page says so and goes on', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await page.goto(tinyLink());
  await reach(page, 'ready');
  await play(page);
  await reach(page, 'finished');
  await expect(story(page)).toHaveText(
    'This run could not be kept for the next visit: the browser’s storage is full; export the run as a file instead.',
  );
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(story(page)).toContainText('The search is over.');
  await page.getByRole('button', { name: 'Start over', exact: true }).first().click();
  await reach(page, 'ready');
  expect(trouble).toEqual([]);
});

test('where the browser allows no storage, the page says so and goes on', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  await page.goto(tinyLink());
  await reach(page, 'ready');
  await play(page);
  await reach(page, 'finished');
  await expect(story(page)).toContainText('the browser does not allow storage here; export the run as a file instead.');
  expect(trouble).toEqual([]);
});

test('where the browser’s storage does not answer, runs and comparisons begin all the same, and the page says so', async ({
  page,
}) => {
  const trouble = await watchForTrouble(page);
  await page.addInitScript(() => {
    const deaf = () => undefined;
    IDBFactory.prototype.open = () =>
      Object.create(IDBOpenDBRequest.prototype, {
        addEventListener: { value: deaf },
        removeEventListener: { value: deaf },
      }) as IDBOpenDBRequest;
  });
  await page.goto(tinyLink({ compare: 'strategies', strategies: 'enas,random-shared', seeds: '2' }));
  await reach(page, 'ready');
  await page.getByRole('button', { name: 'Compare strategies' }).click();
  await expect(page).toHaveTitle('comparing · NAS Playground');
  await expect(page.locator('body')).toContainText(
    /The browser’s storage does not answer(: what is kept lasts until the page is closed|, so “strategies, 2 seeds” is gone with this visit; export it as a file)\./,
  );
  await page.getByRole('button', { name: 'Stop comparing' }).click();
  await play(page);
  await reach(page, 'finished');
  await expect(story(page)).toContainText(
    'This run could not be kept for the next visit: the browser’s storage does not answer; export the run as a file instead.',
  );
  expect(trouble).toEqual([]);
});

test('a run under way is kept when the page is hidden, and offered on the next visit', async ({ page }) => {
  await page.goto(tinyLink(endless));
  await reach(page, 'ready');
  await play(page);
  await trained(page, 3);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const open = indexedDB.open('nas-playground');
          open.onsuccess = () => {
            const database = open.result;
            const get = database.transaction('runs').objectStore('runs').get('last-run');
            get.onsuccess = () => {
              database.close();
              resolve(get.result !== undefined);
            };
          };
        }),
    );
  await expect.poll(kept).toBe(true);
  await page.reload();
  await page.getByRole('button', { name: 'Look at the last run' }).click();
  await reach(page, 'recorded');
  await trained(page, 3);
});
