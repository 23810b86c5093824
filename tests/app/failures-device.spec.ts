import { expect, test, type Page } from '@playwright/test';
import type { RunRecord } from '../../src/experiment/record.ts';
import { Screen, withoutSeconds } from './support/screen.ts';
import { endless, expectHistoryDrawn, play, reach, savedRun, story, tinyLink, trained } from './support/tiny.ts';
import { watchForTrouble } from './support/violations.ts';
import { holdWorker, inWorker } from './support/worker.ts';

const restored = /^The graphics device was lost.* and has been opened again\./;

async function recordOf(page: Page): Promise<RunRecord> {
  return withoutSeconds((await new Screen(page).exportRecord()).text);
}

test('a device lost in mid-search is opened again, and the run ends as if nothing had happened', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  const { loseDevice } = await holdWorker(page);
  await page.goto(tinyLink({ rounds: '3', steps: '8', updates: '3' }));
  await reach(page, 'ready');
  await expect(page.locator('footer')).toContainText('WebGPU · engine');
  await expect(page.locator('footer').getByTitle(/^computed by this page’s own kernels/)).toBeVisible();
  await page.getByRole('button', { name: 'software: slow' }).click();
  await expect(story(page)).toContainText('Use graphics acceleration when available');
  await play(page);
  await reach(page, 'finished');
  const undisturbed = await recordOf(page);

  await page.locator('header').getByRole('button', { name: 'Start over' }).last().click();
  await reach(page, 'ready');
  await play(page);
  await trained(page, 12);
  await loseDevice();
  await expect(story(page)).toContainText(restored);
  await expect(story(page)).toContainText('Nothing is missing from the record');
  await reach(page, 'finished');
  expect(await recordOf(page)).toEqual(undisturbed);
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(story(page)).toContainText(/^The search is over/);
  expect(trouble).toEqual([]);
});

test('a comparison goes on after the device was lost, with the cells that were done', async ({ page }) => {
  const { loseDevice } = await holdWorker(page);
  await page.goto(tinyLink({ rsteps: '100', k: '2' }));
  await reach(page, 'ready');
  await play(page);
  await reach(page, 'finished');
  const compare = new Screen(page).compare;
  const retrain = compare.getByRole('button', { name: /^Retrain/ });
  await retrain.click();
  await expect(compare).toContainText(/Better than \d of 2 random cells/);
  const undisturbed = await recordOf(page);

  await retrain.click();
  await expect(story(page)).toContainText(/^Train(ing|ed) .*[23] of \d/);
  await loseDevice();
  await expect(story(page)).toContainText(restored);
  await expect(story(page)).toContainText('The comparison trains the cell that it was at again.');
  await expect(compare).toContainText(/Better than \d of 2 random cells/);
  expect((await recordOf(page)).retrain).toEqual(undisturbed.retrain);
});

test('a browser that tells little and fails at first is asked again, also after a device was lost', async ({
  page,
}) => {
  const trouble = await watchForTrouble(page);
  const { loseDevice } = await holdWorker(page);
  await inWorker(page, () => {
    Object.defineProperty(GPUDevice.prototype, 'adapterInfo', { get: () => undefined });
    const gpu = navigator.gpu;
    const request = gpu.requestAdapter.bind(gpu);
    let asked = 0;
    gpu.requestAdapter = async (options) => {
      asked++;
      // The first answer of each opening is none, the second one gives no device.
      const adapter = asked % 3 === 1 ? null : await request(options);
      if (adapter !== null && asked % 3 === 2) adapter.requestDevice = () => Promise.reject(new Error('Not now.'));
      return adapter;
    };
  });
  await page.goto(tinyLink());
  await reach(page, 'ready');
  await expect(page.locator('footer')).toContainText('WebGPU · engine');
  await loseDevice();
  await expect(story(page)).toContainText(restored);
  await expect(story(page)).toContainText('Nothing had been computed yet.');
  await reach(page, 'ready');
  await page.getByRole('button', { name: 'Understood' }).click();
  await play(page);
  await reach(page, 'finished');
  expect(trouble).toEqual([]);
});

test('a device lost twice in a row stops the run with its history; starting over opens it again', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  const { loseDevice } = await holdWorker(page);
  await page.goto(tinyLink(endless));
  await reach(page, 'ready');
  await play(page);
  await trained(page, 1);
  await loseDevice();
  await expect(story(page)).toContainText(restored);
  await loseDevice();
  await reach(page, 'failed');

  await expect(story(page)).toContainText(/and lost again right after it had been opened anew\./);
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

test('a device that the browser does not give again stops the run with its history', async ({ page }) => {
  const { loseDevice } = await holdWorker(page);
  await inWorker(page, () => {
    const gpu = navigator.gpu;
    const request = gpu.requestAdapter.bind(gpu);
    let given = false;
    gpu.requestAdapter = async (options) => {
      if (given) return null;
      given = true;
      return request(options);
    };
  });
  await page.goto(tinyLink(endless));
  await reach(page, 'ready');
  await play(page);
  await trained(page, 1);
  await loseDevice();
  await reach(page, 'failed');
  await expect(story(page)).toContainText(/was lost.* and the browser gave no other in its place\./);
  await expect(story(page)).toContainText(/The record so far is kept: \d+ weight steps?/);
});
