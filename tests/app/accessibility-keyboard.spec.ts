import { expect, test, type Locator, type Page } from '@playwright/test';
import { reach, story, tinyLink } from './support/tiny.ts';
import { withoutGraphics } from './support/without-graphics.ts';

test.use({ launchOptions: withoutGraphics, viewport: { width: 1440, height: 900 } });

/** Presses Tab until `target` has the focus; fails if it never gets it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < 120; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never came to it.');
}

test('with the keyboard alone a person can play, edit an operation and retrain', async ({ page }) => {
  await page.goto(tinyLink({ nodes: '2' }));
  await reach(page, 'ready');
  const run = page.getByRole('group', { name: 'Run' });
  await tabTo(page, run.getByRole('button', { name: 'Play' }));
  await page.keyboard.press('Enter');
  await reach(page, 'finished');

  const chip = page.getByRole('group', { name: 'Edges of the child' }).getByRole('button').first();
  await tabTo(page, chip);
  const before = await chip.getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { checked: true }).first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio')).toHaveCount(0);
  await expect(chip).toBeFocused();
  expect(await chip.getAttribute('aria-label')).not.toBe(before);
  await expect(story(page)).toContainText('Yours: ');

  await tabTo(page, page.getByRole('button', { name: 'Retrain with yours' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(page.getByRole('button', { name: /^Retrain/ })).toBeFocused();
});

test('a dialog and a menu give the focus back to what opened them', async ({ page }) => {
  await page.goto(tinyLink());
  const help = page.getByRole('button', { name: 'Help and shortcuts' });
  await tabTo(page, help);
  for (const close of ['Escape', 'Enter'] as const) {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Close' })).toBeFocused();
    await page.keyboard.press(close);
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(help).toBeFocused();
  }
  for (const name of ['Export', 'Copy link', 'Open']) {
    const menu = page.getByRole('button', { name, exact: true });
    await menu.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem').and(page.locator(':focus'))).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu).toBeFocused();
  }
});

test('a button that vanishes with its press leaves the focus in the story', async ({ page }) => {
  await page.goto(tinyLink({ nodes: '99' }));
  await tabTo(page, page.getByRole('button', { name: 'Understood' }));
  await page.keyboard.press('Enter');
  await expect(story(page)).toBeFocused();
});

test('wherever Tab leads, the focus can be seen', async ({ page }) => {
  await page.goto(tinyLink({ nodes: '2' }));
  await reach(page, 'ready');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await reach(page, 'finished');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const unseen: string[] = [];
  let stops = 0;
  for (; stops < 120; stops++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { x, y, width, height } = element.getBoundingClientRect();
      const left = Math.max(0, x - 6);
      const top = Math.max(0, y - 6);
      return {
        name: `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.trim()}`,
        clip: { x: left, y: top, width: Math.min(width + 12, innerWidth - left), height: height + 12 },
      };
    });
    if (place === null) break;
    const { name, clip } = place;
    const focused = await page.screenshot({ clip });
    await page.evaluate(() => {
      Object.assign(window, { held: document.activeElement });
      (document.activeElement as HTMLElement).blur();
    });
    const blurred = await page.screenshot({ clip });
    await page.evaluate(() =>
      (window as unknown as { held: HTMLElement }).held.focus({
        preventScroll: true,
        focusVisible: true,
      }),
    );
    if (focused.equals(blurred)) unseen.push(name);
  }
  expect(stops).toBeGreaterThan(30);
  expect(unseen).toEqual([]);
});
