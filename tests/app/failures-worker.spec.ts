import { expect, test } from '@playwright/test';
import { endless, expectHistoryDrawn, play, reach, savedRun, story, tinyLink, trained } from './support/tiny.ts';
import { withoutGraphics } from './support/without-graphics.ts';

test.use({ launchOptions: withoutGraphics });

const WORKER = '**/assets/worker-*.js';

test('a worker that cannot be loaded is told, and everything can still be set and looked at', async ({ page }) => {
  await page.route(WORKER, (route) => route.abort());
  await page.goto(tinyLink());
  await expect(story(page)).toContainText('The computing part of the page stopped');
  await expect(story(page)).toContainText('Reload the page to go on.');
  await reach(page, 'failed');
  await page.getByRole('tab', { name: 'whole network' }).click();
  await expect(page.getByRole('tabpanel', { name: 'whole network' })).toBeVisible();
  await page.getByLabel('nodes in a cell').fill('2');
  await page.unroute(WORKER);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await reach(page, 'ready');
  await expect(page.getByLabel('nodes in a cell')).toHaveValue('2');
});

/**
 * Batch normalisation and the clip keep every learning rate of the settings finite, so the worker's cosine schedule is
 * given a cosine that grows without bound: the weights then really overflow.
 */
test('a loss that is no longer a number ends the run, keeps its history and can be started over', async ({ page }) => {
  await page.route(WORKER, async (route) => {
    const response = await route.fetch();
    const blowUp = 'const cosine = Math.cos; Math.cos = (x) => (x > 6e-5 && x < 1.3e-4 ? 1e30 : cosine(x));';
    await route.fulfill({ response, body: `${await response.text()}\n{ ${blowUp} }` });
  });
  await page.goto(tinyLink({ ...endless, opt: 'nesterov', clip: '0' }));
  await reach(page, 'ready');
  await play(page);
  await reach(page, 'failed');
  await expect(story(page)).toContainText(
    /^The loss is no longer a number, first seen in the (training loss|gradient) of step \d+\./,
  );
  await expect(story(page)).toContainText(/The record so far is kept: \d+ weight steps? and 0 policy updates\./);
  await expect(story(page)).toContainText('Lower the learning rate of what blew up, then start over.');
  const { history } = await savedRun(page);
  expect(history.weights.length).toBeGreaterThan(0);
  await expectHistoryDrawn(page, history.weights.length);
  await page.locator('.story').getByRole('button', { name: 'Start over' }).click();
  await reach(page, 'ready');
});

test('in a tab that is not looked at the search goes on, and says so afterwards', async ({ page, context }) => {
  await page.goto(tinyLink(endless));
  await reach(page, 'ready');
  await play(page);
  await trained(page, 1);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const other = await context.newPage();
  await other.bringToFront();
  const before = Number(/step (\d+) of/.exec((await page.locator('footer').textContent()) ?? '')?.[1]);
  await trained(page, before + 5);
  await expect(page.locator('footer')).toContainText('went on in the background, where browsers may slow it down');
});
