import { chromium, expect, test } from '@playwright/test';
import { pageUrl } from './support/server.ts';
import { play, reach, tinyLink, trained } from './support/tiny.ts';
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
