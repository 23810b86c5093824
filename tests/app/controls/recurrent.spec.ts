import { expectAccessible } from '../support/axe.ts';
import { smallLink } from '../support/links.ts';
import { expect, test } from '../support/test.ts';

const small = { preset: 'enas-recurrent', width: 16, bptt: 8, rnodes: 3, batch: 8, rbatch: 16, dimages: 64 } as const;
const link = smallLink(small);
const ownLink = smallLink({ ...small, text: 'own-text' });

test('the settings are those of recurrent cells, and what the text can come to is told', async ({ app }) => {
  await app.open(link);
  await expect(app.settings).toContainText('128 cells');
  await expect(app.settings).toContainText('No predictor can do better than a perplexity of 2.59.');
  await expect(app.settings.getByRole('slider', { name: 'characters a window' })).toBeVisible();
  await expect(app.settings.getByRole('combobox', { name: 'data set' })).toHaveCount(0);
  await expect(app.figure.getByRole('group', { name: 'recurrent cell: candidate edges' })).toBeVisible();
  await expect(app.results.getByRole('img', { name: /^Validation perplexity .* better than 2\.59/ })).toBeVisible();
});

test('a search of recurrent cells runs to its end, accessibly, and is compared with chance', async ({ app, page }) => {
  await app.open(link);
  await app.playToTheEnd();
  // Character and state into node 0, then one edge into each other node.
  await expect(app.chips).toHaveCount(4);
  await expect(app.results.getByRole('img', { name: /^Validation perplexity .* policy \d/ })).toBeVisible();
  await expect(app.best.locator('button').first()).toHaveAccessibleName(/^\d+\.\d{3} .*validation perplexity/);
  await expectAccessible(page, 'a finished search of recurrent cells', ['light', 'dark', 'phone']);
  await app.retrain();
  await expect(app.compare.getByText(/Better than \d of 1 random/)).toBeVisible();
});

test('by keys: another activation is the person’s own child; the cell unrolled in time', async ({ app, page }) => {
  await app.open(link);
  await app.playToTheEnd();
  await app.chips.last().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu', { name: /^node 2$/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(app.figure.getByText('your own child')).toBeVisible();
  await expect(app.sentence).toContainText('Same shared weights');
  await app.figure.getByRole('tab', { name: 'recurrent cell' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(app.figure.getByRole('img', { name: /^The same cell at every character/ })).toBeVisible();
});

test('one’s own text: none, too short, long enough, kept until it is cleared', async ({ app, page }) => {
  await page.goto(`./${ownLink}`);
  const text = app.settings.getByRole('textbox', { name: 'Your own text' });
  // Nothing is wrong: it only cannot begin yet.
  await expect(app.sentence).toHaveText(/^Paste a text of your own under Task, or drop a file there/);
  await expect(page.locator('footer .badge')).toHaveText('waiting');
  await expect(page).toHaveTitle('NAS Playground');
  const play = page.locator('header button.primary');
  await expect(play).toHaveAttribute('aria-disabled', 'true');
  await expect(play).toHaveAttribute('title', 'Waits for your text, under Task');
  await expect(app.settings.getByText('There is no text yet.')).toBeVisible();

  await text.fill('Too short.');
  await expect(app.settings.getByText(/^The text has 10 characters; it takes at least 20.000 /)).toBeVisible();
  await expect(text).toHaveAttribute('aria-invalid', 'true');
  await expect(app.sentence).toContainText('The text has 10 characters');

  await text.fill('The quick brown fox jumps over the lazy dog.\n'.repeat(500));
  await app.is('ready');
  await expect(app.settings.getByText(/^22.500 characters\. It stays on this machine\.$/)).toBeVisible();
  await app.playToTheEnd();

  await page.reload();
  await app.is('ready');
  await expect(text).toHaveValue(/^The quick brown fox/);

  // A child that a link brings stays while the text that was kept comes in.
  await page.goto('about:blank');
  await page.goto(`./${ownLink}&arc=0+0+1+1+2`);
  await app.is('ready');
  await expect(text).toHaveValue(/^The quick brown fox/);
  await expect(app.figure.getByText(/^child from the link/)).toBeVisible();
  await expect(app.story.getByRole('button', { name: 'Retrain' })).toHaveAttribute('aria-disabled', 'false');
  await app.settings.getByRole('button', { name: 'Clear' }).click();
  await expect(app.settings.getByText('There is no text yet.')).toBeVisible();
});

test('one’s own text from a file; a file that is no text is refused and what was there stays', async ({
  app,
  page,
}) => {
  await page.goto(`./${ownLink}`);
  const file = app.settings.getByLabel('Choose a file');
  const buffer = Buffer.from('It was a bright cold day in April. '.repeat(700));
  await file.setInputFiles({ name: 'april.txt', mimeType: 'text/plain', buffer });
  await app.is('ready');
  await file.setInputFiles({ name: 'not.txt', mimeType: 'text/plain', buffer: Buffer.from([0xff, 0xfe, 0x00, 0xd8]) });
  await expect(app.settings.getByText('The file is not a text in UTF-8; what was here stays.')).toBeVisible();
  await expect(app.settings.getByRole('textbox', { name: 'Your own text' })).toHaveValue(/^It was a bright/);
});
