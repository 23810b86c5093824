import { expect, test } from '@playwright/test';
import { play, reach, story, tinyLink } from './support/tiny.ts';
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
