import { expect, test } from '@playwright/test';
import { smallLink } from './support/links.ts';
import { readRecord, Screen, withoutSeconds } from './support/screen.ts';
import { watchForTrouble } from './support/violations.ts';

/** Compiling is what takes time in software: one cell, one node, two operations. */
const link = smallLink({ nodes: 1, stages: 1, ops: 'sep3,max3', stem: 'patch4', rounds: 1, children: 1, dn: 1 });

test('the whole way on WebGPU: search, own child, compare, and the same seed again', async ({ page }) => {
  test.setTimeout(1_500_000);
  const patient = expect.configure({ timeout: 500_000 });
  const trouble = await watchForTrouble(page);
  const app = new Screen(page);
  await app.open(link);
  await expect(app.status).toContainText('WebGPU');
  await app.button('Play').click();
  await patient(app.status).toHaveText(/^\s*finished/);
  await app.counts(2, 2);
  const first = withoutSeconds((await app.exportRecord()).text);
  expect(first.adapter.backend).toBe('webgpu');

  await app.chips.first().click();
  await page.getByRole('menu').getByRole('menuitemradio', { checked: false }).first().click();
  await patient(app.sentence).toContainText(/Yours: \.\d{3}\. The controller’s: \.\d{3}/);
  await app.story.getByRole('button', { name: 'Back to the controller’s' }).click();

  await app.compare.getByRole('button', { name: /^Retrain/ }).click();
  await patient(app.compare).toContainText(/Better than \d of 1 random cell/);
  expect(readRecord((await app.exportRecord()).text).retrain?.cells).toHaveLength(4);

  await app.button('Start over').first().click();
  await app.is('ready');
  await app.button('Play').click();
  await patient(app.status).toHaveText(/^\s*finished/);
  expect(withoutSeconds((await app.exportRecord()).text)).toEqual(first);
  expect(trouble).toEqual([]);
});
