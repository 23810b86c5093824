import { expect, test, type Page } from '@playwright/test';
import { endless, expectHistoryDrawn, play, reach, savedRun, story, tinyLink, trained } from './support/tiny.ts';
import { watchForTrouble } from './support/violations.ts';

/** Keeps the page's worker at hand, so that a test can take its graphics device away: no control of the page does. */
async function holdWorker(page: Page): Promise<{ loseDevice: () => Promise<void> }> {
  await page.addInitScript(() => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- bound to its worker by call()
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: unknown) {
      Object.assign(window, { heldWorker: this });
      post.call(this, message);
    };
  });
  return {
    loseDevice: () =>
      page.evaluate(() =>
        (window as unknown as { heldWorker: Worker }).heldWorker.postMessage({ kind: 'lose-device' }),
      ),
  };
}

test('losing the device while a search runs keeps the history, and starting over opens it again', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  const { loseDevice } = await holdWorker(page);
  await page.goto(tinyLink(endless));
  await reach(page, 'ready');
  await expect(page.locator('footer')).toContainText('WebGPU');
  await play(page);
  await trained(page, 1);
  await loseDevice();
  await reach(page, 'failed');

  await expect(story(page)).toContainText(/^The graphics device was lost/);
  await expect(story(page)).toContainText(/The record so far is kept: \d+ weight steps?/);
  await expect(story(page)).toContainText(
    'Export the record if you want it, then start over: that opens the device again.',
  );
  await expect(page).toHaveTitle(/^stopped/);
  const { history } = await savedRun(page);
  expect(history.weights.length).toBeGreaterThanOrEqual(1);
  await expectHistoryDrawn(page, history.weights.length);

  await page.locator('.story').getByRole('button', { name: 'Start over' }).click();
  await reach(page, 'ready');
  await expect(story(page)).not.toContainText('lost');
  await play(page);
  await trained(page, 1);
  expect(trouble).toEqual([]);
});

test('losing the device while nothing runs is told at once', async ({ page }) => {
  const { loseDevice } = await holdWorker(page);
  await page.goto(tinyLink());
  await reach(page, 'ready');
  await loseDevice();
  await reach(page, 'failed');
  await expect(story(page)).toContainText(/^The graphics device was lost.*Your settings are kept\./);
  await page.locator('.story').getByRole('button', { name: 'Start over' }).click();
  await reach(page, 'ready');
  await expect(page.locator('footer')).toContainText('WebGPU');
});
