import type { Page } from '@playwright/test';
import { smallLink } from '../support/links.ts';
import { expect, test } from '../support/test.ts';

const paper = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper').trim());

test('the help opens by button and by key, lists the keys, and closes', async ({ app, page }) => {
  await app.open();
  const help = page.getByRole('dialog', { name: 'What happens here, in two minutes' });
  await page.getByRole('button', { name: 'Help and shortcuts' }).click();
  await expect(help).toBeVisible();
  const lists = help.locator('dl');
  await expect(lists.first().getByRole('term')).toHaveText([
    'Space',
    'W',
    'P',
    'C',
    'R',
    'D',
    'S',
    '←',
    '→',
    'Home',
    'End',
    'V',
    'N',
    'T',
    '?',
    'Ctrl Z',
    'Ctrl ⇧ Z',
  ]);
  await expect(lists.last().getByRole('term').first()).toHaveText('child');
  await help.getByRole('button', { name: 'Close' }).click();
  await expect(help).toBeHidden();
  await page.keyboard.press('?');
  await expect(help).toBeVisible();
  await page.keyboard.press('w');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await app.counts(0, 0);
});

test('light and dark: as the system has it, until the person chooses', async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await app.open();
  const light = await paper(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => paper(page)).not.toBe(light);
  const dark = await paper(page);
  await app.choose('View', 'light or dark');
  await expect.poll(() => paper(page)).toBe(light);
  await app.choose('View', 'light or dark');
  await expect.poll(() => paper(page)).toBe(dark);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await paper(page)).toBe(dark);
});

/** Counts, on every frame from now on, how many drawings move. */
async function watchMotion(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const moving = new Set<Animation>();
    const look = () => {
      for (const animation of document.getAnimations()) {
        if (Number(animation.effect?.getComputedTiming().duration ?? 0) > 1) moving.add(animation);
      }
      document.body.dataset['moving'] = String(moving.size);
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => Number(document.body.dataset['moving']));
}

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`new edges ${reducedMotion === 'reduce' ? 'stand still for those who want that' : 'are drawn'}`, async ({
    app,
    page,
  }) => {
    await page.emulateMedia({ reducedMotion });
    await app.open(smallLink({ steps: 3 }));
    const moved = await watchMotion(page);
    for (let step = 1; step <= 3; step++) {
      await app.button('weights').click();
      await app.counts(step, 0);
    }
    await app.button('policy').click();
    await app.counts(3, 1);
    if (reducedMotion === 'reduce') expect(await moved()).toBe(0);
    else expect(await moved()).toBeGreaterThan(0);
  });
}

test('where the system dictates colours, sliders, bars and marks stay drawn', async ({ app, page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await app.open(smallLink());
  await app.button('policy').click();
  const unseen = await page.evaluate(() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const marks = ['.bars i', '.story li.policy', '.time b', 'header button.primary', 'footer .badge'];
    return marks.filter((selector) => {
      const mark = document.querySelector(selector);
      if (mark === null) return true;
      const before = getComputedStyle(mark, '::before').backgroundColor;
      return [getComputedStyle(mark).backgroundColor, before].every(
        (colour) => colour === paper || /^rgba\(.*, 0\)$/.test(colour),
      );
    });
  });
  expect(unseen).toEqual([]);
  const adjust = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((one) => getComputedStyle(one).getPropertyValue('forced-color-adjust'));
  expect(await adjust('input[type="range"]')).toBe('none');
});
