import { chromium, expect, test } from '@playwright/test';
import { pageUrl } from './support/server.ts';
import { play, reach, tinyLink, trained } from './support/tiny.ts';
import { inWorker } from './support/worker.ts';
import { watchForTrouble } from './support/violations.ts';
import { withoutGraphics, withoutWebgpu } from './support/without-graphics.ts';

const noWebgpu = 'This browser has WebGPU, but found no graphics adapter for it.';
const cases = [
  { name: 'WebGL', launch: withoutWebgpu, says: [noWebgpu] },
  { name: 'CPU', launch: withoutGraphics, says: [noWebgpu, 'This browser has no WebGL 2 either.'] },
] as const;

for (const { name, launch, says } of cases) {
  test(`without anything better the page computes on ${name}, and says so and why`, async () => {
    const browser = await chromium.launch(launch);
    try {
      const page = await browser.newPage({ baseURL: pageUrl });
      const trouble = await watchForTrouble(page);
      await page.goto(tinyLink());
      await reach(page, 'ready');
      const status = page.getByRole('contentinfo', { name: 'Status' });
      await expect(status.locator('b').first()).toHaveText(`${name} · reference`);
      await expect(status.getByTitle(/^computed by TensorFlow\.js/)).toBeVisible();
      for (const sentence of says) await expect(status).toContainText(sentence);
      await play(page);
      await trained(page, 1);
      expect(trouble).toEqual([]);
    } finally {
      await browser.close();
    }
  });
}

test('an adapter that comes late is asked for again when the person asks; nothing need be told of it', async ({
  page,
}) => {
  const trouble = await watchForTrouble(page);
  await inWorker(page, () => {
    Object.defineProperty(GPUDevice.prototype, 'adapterInfo', { value: undefined });
    Object.defineProperty(GPUAdapter.prototype, 'info', { value: undefined });
    const { gpu } = navigator;
    const request = gpu.requestAdapter.bind(gpu);
    let refused = 0;
    gpu.requestAdapter = (options) => (refused++ < 5 ? Promise.resolve(null) : request(options));
  });
  await page.goto(tinyLink());
  const status = page.getByRole('contentinfo', { name: 'Status' });
  await reach(page, 'ready');
  await expect(status).toContainText(noWebgpu);
  await status.getByRole('button', { name: 'Ask again' }).click();
  await expect(status.locator('b').first()).toHaveText('WebGPU · engine');
  await expect(status).not.toContainText(noWebgpu);
  await expect(status.getByRole('button', { name: 'software: slow' })).toHaveCount(0);
  await reach(page, 'ready');
  await play(page);
  await trained(page, 1);
  expect(trouble).toEqual([]);
});

test('an address that is not safe is said to be why, and all that needs no safe one works', async () => {
  const browser = await chromium.launch(withoutGraphics);
  try {
    const page = await browser.newPage();
    const trouble = await watchForTrouble(page);
    const unsafe = pageUrl.replace('127.0.0.1', 'lecture.test');
    await page.route(`${new URL(unsafe).origin}/**`, async (route) => {
      const url = route.request().url().replace('lecture.test', '127.0.0.1');
      await route.fulfill({ response: await route.fetch({ url }) });
    });
    await page.goto(
      new URL(tinyLink({ compare: 'strategies', strategies: 'enas,random-shared', seeds: '2' }), unsafe).href,
    );
    await reach(page, 'ready');
    const status = page.getByRole('contentinfo', { name: 'Status' });
    await expect(status).toContainText('Browsers give WebGPU only to pages from https or localhost');
    await expect(status).not.toContainText('This browser has no WebGPU');
    await page.getByRole('button', { name: 'Compare strategies' }).click();
    await expect(page).toHaveTitle('comparing · NAS Playground');
    await page.getByRole('button', { name: 'Stop comparing' }).click();
    await play(page);
    await reach(page, 'finished');
    expect(trouble).toEqual([]);
  } finally {
    await browser.close();
  }
});
