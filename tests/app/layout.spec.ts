import { faults, others, phoneFaults, presenterFaults, setFont, wide } from './support/faults.ts';
import { smallLink } from './support/links.ts';
import { expect, test } from './support/test.ts';

test.describe('at any size, with a wide font too', () => {
  test('nothing is cut, wrapped or out of its place; in the presenter’s size neither', async ({ app, page }) => {
    await app.open(smallLink({ nodes: 5, strategy: 'enas' }));
    await app.playToTheEnd();
    for (const font of ['the usual', 'DejaVu'] as const) {
      if (font === 'DejaVu') await setFont(page, font);
      for (const [width, height] of [...wide, ...others]) {
        await page.setViewportSize({ width, height });
        await expect
          .poll(() => faults(page), { message: `${width} × ${height}, ${font}`, timeout: 60_000 })
          .toEqual([]);
      }
      await page.keyboard.press('v');
      for (const [width, height] of wide) {
        await page.setViewportSize({ width, height });
        await expect
          .poll(() => presenterFaults(page), { message: `presenter, ${width} × ${height}, ${font}`, timeout: 60_000 })
          .toEqual([]);
      }
      await page.keyboard.press('Escape');
    }
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('sentence and figure share a screen, and a finger hits everything; single steps are in the menu', async ({
    app,
    page,
  }) => {
    await app.open(smallLink({ nodes: 4 }));
    await page.getByRole('button', { name: 'Menu' }).tap();
    await page.getByRole('group', { name: 'Step' }).getByRole('button', { name: 'policy' }).tap();
    await app.counts(0, 1);
    await expect(page.getByRole('group', { name: 'Step' })).toBeHidden();
    await setFont(page, 'DejaVu');
    for (const [width, height] of [
      [390, 844],
      [360, 640],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => phoneFaults(page), { message: `${width} × ${height}`, timeout: 60_000 }).toEqual([]);
    }
  });
});
