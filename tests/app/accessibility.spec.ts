import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { endless, play, reach, story, tinyLink, trained } from './support/tiny.ts';
import { watchForTrouble } from './support/violations.ts';
import { withoutGraphics } from './support/without-graphics.ts';

test.use({ launchOptions: withoutGraphics, viewport: { width: 1440, height: 900 } });

const everywhere = ['light', 'dark', 'phone'] as const;

test('nothing bars the way from the first paint to a run that is looked back at', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  let letWorker = () => {};
  let letData = () => {};
  const worker = new Promise<void>((resolve) => (letWorker = resolve));
  const data = new Promise<void>((resolve) => (letData = resolve));
  await page.route('**/assets/worker-*.js', async (route) => worker.then(() => route.continue()));
  await page.route('**/data/mnist-search.bin.gz', async (route) => data.then(() => route.continue()));

  await page.goto(tinyLink({ nodes: '2', rounds: '200' }));
  await expectAccessible(page, 'first load', everywhere);
  letWorker();
  await expect(page.locator('.story').getByText(/^loading graphics/)).toBeVisible();
  await expectAccessible(page, 'loading');
  letData();
  await reach(page, 'ready');
  await expectAccessible(page, 'ready on the fallback', everywhere);

  await page.getByLabel('Help and shortcuts').click();
  await expectAccessible(page, 'help', everywhere);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Export' }).click();
  await expectAccessible(page, 'menu of the bar');
  await page.keyboard.press('Escape');
  for (const more of await page.locator('details > summary').all()) await more.click();
  await expectAccessible(page, 'every setting in view', everywhere);

  await play(page);
  await trained(page, 8);
  await expectAccessible(page, 'running', everywhere);
  await page.getByLabel('speed').fill('0');
  await expectAccessible(page, 'slow motion');
  await page.getByRole('button', { name: 'Pause' }).click();
  await reach(page, 'paused');
  await expectAccessible(page, 'paused', everywhere);
  await page.getByRole('tab', { name: 'whole network' }).click();
  await expectAccessible(page, 'whole network', everywhere);
  await page.getByRole('tab').first().click();

  await page.getByRole('group', { name: 'Edges of the child' }).getByRole('button').first().click();
  await expectAccessible(page, 'menu of an edge', everywhere);
  await page.getByRole('menuitemradio', { checked: false }).first().click();
  await expect(story(page)).toContainText(/^Yours: /);
  await expectAccessible(page, 'own child', everywhere);
  await page.getByRole('button', { name: 'Back to the controller’s' }).click();
  await page.getByRole('slider', { name: 'Time' }).press('Home');
  await expect(story(page)).toContainText('looked back at');
  await expectAccessible(page, 'scrubbed', everywhere);
  expect(trouble).toEqual([]);
});

test('nothing bars the way from the end of a search to a recording of it', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  await page.goto(tinyLink({ nodes: '2', rsteps: '200' }));
  await reach(page, 'ready');
  await play(page);
  await reach(page, 'finished');
  await expectAccessible(page, 'finished', everywhere);
  await page.getByRole('button', { name: 'Retrain', exact: true }).last().click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expectAccessible(page, 'retraining');
  await expect(story(page)).toContainText('Each was trained once.');
  await expectAccessible(page, 'retrained', everywhere);
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'run record, JSON' }).click(),
  ]);
  const buffer = await readFile(await download.path());
  await page.getByLabel('Record to open').setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer });
  await reach(page, 'recorded');
  await expectAccessible(page, 'recorded', everywhere);
  expect(trouble).toEqual([]);
});

test('nothing bars the way where something is wrong', async ({ page }) => {
  await page.route('**/data/mnist-search.bin.gz', (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(tinyLink({ nodes: '99' }));
  await expect(story(page)).toContainText('not “99”');
  await expectAccessible(page, 'bad link', everywhere);
  await page.getByRole('button', { name: 'Understood' }).click();
  await reach(page, 'failed');
  await expectAccessible(page, 'failed', everywhere);
});

test('the switch of light and dark keeps every contrast', async ({ page }) => {
  await page.goto(tinyLink(endless));
  await reach(page, 'ready');
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('menuitem', { name: 'light or dark' }).click();
  await expectAccessible(page, 'the other theme');
});
