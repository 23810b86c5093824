import { smallLink } from '../support/links.ts';
import type { Screen } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

/** A pair of two-node cells, as the smallest run has them, and the published pair of five-node cells. */
const small = '0 0 1 1 2 4 0 2 | 1 3 0 0 1 1 2 0';
const published = '0 2 0 0 0 4 0 1 0 4 1 1 1 0 0 1 0 2 1 1 1 0 1 0 0 3 0 2 1 1 3 1 1 0 0 4 0 3 1 1';

const field = (app: Screen) => app.page.getByRole('dialog').getByRole('textbox');
const letters = (app: Screen) => app.chips.evaluateAll((chips) => chips.map((chip) => chip.textContent.trim()));

test('by keys: a notation becomes the own child, is shared by its link, and undo takes it back', async ({
  app,
  page,
}) => {
  await app.open();
  await page.keyboard.press('n');
  await expect(field(app)).toBeFocused();
  await field(app).fill(small);
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('your own child');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(app.figure.getByText('your own child')).toBeVisible();
  expect(await letters(app)).toEqual(['S3', 'S5', 'ID', 'A3']);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.choose('Copy link', 'the experiment and its result');
  await expect(app.sentence).toContainText('link is copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URLSearchParams(new URL(link).hash.slice(1)).get('arc')).toBe(small);

  await page.keyboard.press('Control+z');
  await expect(app.figure.getByText('your own child')).toBeHidden();
});

test('a wrong notation is told at its place and changes nothing', async ({ app, page }) => {
  await app.open();
  await app.choose('Export', 'read a notation…');
  await field(app).fill('0 0 1 7 2 4 0 2 | 1 3 0 0 1 1 2 0');
  await expect(page.getByRole('dialog').getByRole('status')).toContainText(
    'Character 7: Operations are numbered 0 to 4',
  );
  await page.keyboard.press('Enter');
  await expect(field(app)).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('7');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(app.chips).toHaveCount(0);
});

test('one of another size, pasted on the page, changes the space; it is trained beside the derived cell', async ({
  app,
  page,
}) => {
  await page.goto(`./${smallLink()}`);
  await app.is('ready');
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, published);
  await page.getByRole('button', { name: 'Change the space and show it' }).click();
  await expect(app.chips).toHaveCount(10);
  await expect(app.settings.getByRole('slider', { name: 'nodes in a cell' })).toHaveValue('5');
  await app.is('ready');
  await app.playToTheEnd();
  await page.keyboard.press('n');
  await field(app).fill(published);
  await page.keyboard.press('Enter');
  await expect(app.sentence).toContainText(/^\s*Yours: \.\d{3}\. The controller’s/);
  await app.compare.getByRole('button', { name: 'Retrain with yours' }).click();
  await expect(app.compare.getByText(/Better than \d of 1 random cell/)).toBeVisible();
});
