import { endless, smallLink } from '../support/links.ts';
import { expect, test } from '../support/test.ts';

test('every key that the help lists does what it says', async ({ app, page }) => {
  const { keyboard } = page;
  await app.open(smallLink(endless));
  await keyboard.press('w');
  await app.counts(1, 0);
  await keyboard.press('p');
  await app.counts(1, 1);
  await keyboard.press('p');
  await app.counts(1, 2);

  await keyboard.press('ArrowLeft');
  await expect(app.sentence).toContainText('Update 1, looked back at.');
  await keyboard.press('ArrowRight');
  await expect(app.time).toHaveAttribute('aria-valuetext', /, now$/);
  await keyboard.press('Home');
  await expect(app.sentence).toContainText('Update 1, looked back at.');
  await keyboard.press('End');
  await expect(app.time).toHaveAttribute('aria-valuetext', /, now$/);

  await keyboard.press('d');
  await expect(app.sentence).toContainText('on the same 64 validation images');
  await app.is('paused');
  // Held, Space repeats: one press is one act. A second “down” without an “up” between is such a repetition.
  await keyboard.down('Space');
  await keyboard.down('Space');
  await keyboard.down('Space');
  await keyboard.up('Space');
  await app.is('live');
  await keyboard.press('Space');
  await app.is('paused');
  await keyboard.press('s');
  await app.counts(0, 0);
  await app.is('ready');

  await keyboard.press('v');
  await expect(app.settings).toBeHidden();
  await expect(page).toHaveURL(/&view=presenter$/);
  await keyboard.press('w');
  await app.counts(1, 0);
  await keyboard.press('v');
  await expect(app.settings).toBeVisible();
  await expect(page).not.toHaveURL(/view/);

  await keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the presenter’s size opens by a menu and by a link; Esc closes what is open, then leaves it', async ({
  app,
  page,
}) => {
  await app.open(`${smallLink(endless)}&view=presenter`);
  await expect(app.settings).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'What the sentence speaks of' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(app.settings).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(app.settings).toBeVisible();
  await app.choose('View', 'presenter’s size');
  await expect(app.settings).toBeHidden();
  await app.status.getByRole('button', { name: 'Leave' }).click();
  await expect(app.settings).toBeVisible();
});

test('R goes to the end of the round', async ({ app, page }) => {
  await app.open();
  // The place of R, as a Cyrillic layout has it.
  await page.evaluate(() =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'к', code: 'KeyR', bubbles: true })),
  );
  await app.counts(2, 2);
  await app.is('paused');
});

test('a button pressed by mouse does not keep the letters for itself', async ({ app, page }) => {
  await app.open();
  await app.button('weights').click();
  await app.counts(1, 0);
  await page.keyboard.press('w');
  await app.counts(2, 0);
});

test('letters typed into a field are text, and Space on a button presses that button', async ({ app, page }) => {
  await app.open();
  const seed = page.getByRole('textbox', { name: 'seed' });
  await seed.click();
  await page.keyboard.type('wpr');
  await app.counts(0, 0);
  await expect(seed).toHaveValue(/wpr/);
  await page.getByRole('button', { name: 'Help and shortcuts' }).press('Space');
  await expect(page.getByRole('dialog')).toBeVisible();
  await app.is('ready');
});
