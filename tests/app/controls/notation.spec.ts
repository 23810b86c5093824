import { expectAccessible } from '../support/axe.ts';
import { smallLink } from '../support/links.ts';
import type { Screen } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

/** A pair of two-node cells, as the smallest run has them, and the published pair of five-node cells. */
const small = '0 0 1 1 2 4 0 2 | 1 3 0 0 1 1 2 0';
const published = '0 2 0 0 0 4 0 1 0 4 1 1 1 0 0 1 0 2 1 1 1 0 1 0 0 3 0 2 1 1 3 1 1 0 0 4 0 3 1 1';

/** Pastes on the page itself, not into a field. */
const paste = (app: Screen, text: string) =>
  app.page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);

const field = (app: Screen) => app.page.getByRole('dialog').getByRole('textbox');
const letters = (app: Screen) => app.chips.evaluateAll((chips) => chips.map((chip) => chip.textContent.trim()));

test('by keys: a notation becomes the own child, is shared by its link, and undo takes it back', async ({
  app,
  page,
}) => {
  await app.open();
  await page.keyboard.press('n');
  await expect(field(app)).toBeFocused();
  const dialog = page.getByRole('dialog');
  await field(app).pressSequentially('0 0 1 1 2 4 0');
  await expect(dialog.getByRole('status')).toHaveText(
    /^7 of 16 numbers\. Next, node 3, side B.*: 0 sep 3×3, 1 sep 5×5,/,
  );
  await expect(
    dialog.getByText('Number 7 of 16: 0 is reading node 0 at node 3, side B of the normal cell.'),
  ).toBeVisible();
  await expect(dialog.getByRole('img', { name: 'normal cell so far, drawn' }).locator('path')).toHaveCount(3);
  // Whoever goes on may put it right: nothing is called wrong before typing rests.
  await field(app).pressSequentially(' 9');
  expect(await field(app).getAttribute('aria-invalid')).toBe('false');
  await expect(field(app)).toHaveAttribute('aria-invalid', 'true');
  await field(app).fill(small);
  await expect(dialog.getByRole('status')).toContainText('your own child');
  await dialog
    .getByRole('row', { name: /^node 2, side A 1 3 reading node 1, max 3×3/ })
    .getByText('3', { exact: true })
    .hover();
  await expect(
    dialog.getByText('Number 10 of 16: 3 is max 3×3 at node 2, side A of the reduction cell.'),
  ).toBeVisible();
  await expectAccessible(page, 'a notation that is read', ['light', 'dark', 'phone']);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(app.figure.getByText('your own child')).toBeVisible();
  expect(await letters(app)).toEqual(['S3', 'S5', 'ID', 'A3']);
  await expect(app.sentence).toContainText('Retrain it from scratch beside its controls');
  await expect(app.story.getByRole('button', { name: 'Retrain' })).toHaveAttribute('aria-disabled', 'false');
  await expect(app.compare.getByRole('button', { name: 'Retrain', exact: true })).toBeEnabled();

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.choose('Copy link', 'the experiment and its result');
  await expect(app.sentence).toContainText('link is copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URLSearchParams(new URL(link).hash.slice(1)).get('arc')).toBe(small);

  await page.keyboard.press('Control+z');
  await expect(app.figure.getByText('your own child')).toBeHidden();
});

test('a wrong notation is told at its place, one of others is named, what is none is said to be none; a script is read', async ({
  app,
  page,
}) => {
  await app.open();
  await app.choose('Open', 'a child by its notation…');
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

  await paste(app, 'hello, world');
  await expect(app.sentence).toContainText('no notation');
  await paste(app, '0 '.repeat(500_000));
  await expect(app.sentence).toContainText('999,999 characters');
  const answer = page.getByRole('dialog').getByRole('status');
  await paste(app, '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|none~1|none~2|');
  await expect(answer).toContainText('NAS-Bench-201');
  await page.keyboard.press('Enter');
  await expect(field(app)).toBeFocused();
  await field(app).fill("Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_5x5', 1)], normal_concat=[2])");
  await expect(answer).toContainText('DARTS genotype');
  await page.getByRole('button', { name: 'Take the nearest cell' }).click();
  await expect(field(app)).toHaveValue('0 0 1 1');
  await field(app).fill('0 '.repeat(500_000));
  await expect(answer).toContainText('at most 20,000 characters');
  await field(app).fill('fixed_arc="0 0 1 1 2 4 0 2"\nfixed_arc="$fixed_arc 1 3 0 0 1 1 2 0"');
  await expect(answer).toContainText('your own child');
  await page.keyboard.press('Enter');
  await expect(app.chips).toHaveCount(4);
});

test('one of another size, pasted on the page, changes the space; it is trained beside the derived cell', async ({
  app,
  page,
}) => {
  await page.goto(`./${smallLink()}`);
  await app.is('ready');
  await paste(app, published);
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
