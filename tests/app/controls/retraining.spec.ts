import { accuracy, count, part, work } from '../../../src/app/words/numbers.ts';
import { smallLink } from '../support/links.ts';
import { readRecord } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

test('derive while paused, and again later; what must wait says for what', async ({ app }) => {
  await app.open();
  const derive = app.compare.getByRole('button', { name: /^Derive/ });
  await expect(derive).toHaveAttribute('aria-disabled', 'true');
  await expect(derive).toHaveAccessibleDescription('Waits for trained shared weights: press Play.');
  const retrain = app.compare.getByRole('button', { name: /^Retrain/ });
  await expect(retrain).toHaveAccessibleDescription('Waits for a derived cell, or one of your own.');
  await app.button('round').click();
  await app.counts(2, 2);
  await derive.click();
  await expect(app.sentence).toContainText('on the same 64 validation images');
  await app.is('paused');
  await derive.click();
  await expect(derive).toHaveText('Derive again');
  // It is over once it is in the record: until then the button to play is one to pause.
  await expect(async () => {
    expect(readRecord((await app.exportRecord()).text).derived).toHaveLength(2);
  }).toPass({ timeout: 90_000 });
  await app.is('paused');
  await app.button('Play').click();
  await app.is('finished');
  await derive.click();
  await expect(app.sentence).toHaveText(/^\s*Best of/);
  await app.is('finished');
  await expect(derive).toHaveAttribute('aria-disabled', 'false');
  await app.page.getByRole('heading', { name: 'Task' }).click();
  await app.page.keyboard.press('d');
  await expect(async () => {
    const { derived } = readRecord((await app.exportRecord()).text);
    expect(derived.map(({ update }) => update)).toEqual([2, 2, 4, 4, 4]);
  }).toPass({ timeout: 90_000 });
});

test('the finished comparison shows the numbers of its record', async ({ app, page }) => {
  await app.open();
  await app.playToTheEnd();
  await app.retrain();
  const { retrain } = readRecord((await app.exportRecord()).text);
  if (retrain?.rank == null) throw new Error('The record has no comparison.');
  const cells = retrain.cells;
  expect(cells.map(({ role }) => role)).toEqual(['derived', 'hand-made', 'trivial', 'random']);

  const { better, of, p } = retrain.rank;
  await expect(app.compare).toContainText(
    `Better than ${better} of ${of} random cell, p = ${of - better + 1}/${of + 1} = ${p.toFixed(2)}:`,
  );
  await expect(app.compare).toContainText('Every cell had the same budget; test was looked at once.');
  await expect(app.compare).toContainText(/Shared weights order these 4 cells with Kendall τ = /);
  const plot = app.compare.getByRole('img', { name: /^Test accuracy of 4 cells trained from scratch/ });
  for (const cell of cells) {
    const words = `${cell.role} ${accuracy(cell.testAccuracy, cell.testImages)} at ${work(cell.multiplyAdds)}`;
    await expect(plot).toHaveAccessibleName(new RegExp(words.replace(/\s/g, '\\s')));
  }
  await plot.locator('circle').first().hover();
  const random = part(retrain.random[0] ?? NaN, 4);
  await expect(plot).toContainText(`random: test ${random} of ${count(2_000)} images`);

  await app.compare.getByText('◆ derived, □ hand-made, ■ trivial, ○ random, △ yours: every cell').click();
  const list = app.compare.getByRole('button', { name: /multiply–adds/ });
  await expect(list).toHaveCount(4);
  for (const [index, cell] of cells.entries()) {
    await expect(list.nth(index)).toContainText(`${cell.role} ${accuracy(cell.testAccuracy, cell.testImages)}`);
  }
  await list.nth(1).click();
  await expect(app.figure.getByText(/^hand-made cell, retrained/)).toBeVisible();
  await page.mouse.move(0, 0);
  await plot.locator('circle').last().click();
  await expect(app.figure.getByText(/^random cell, retrained/)).toBeVisible();
  await expect(app.settings).toContainText('Test has been looked at, once for each retrained cell.');
});

test('a cancelled comparison keeps what is trained and tells no rank', async ({ app, page }) => {
  await app.open(smallLink({ k: 40 }));
  await app.playToTheEnd();
  await app.compare.getByRole('button', { name: /^Retrain/ }).click();
  await expect(app.compare.getByRole('progressbar', { name: 'Retraining' })).toBeVisible();
  await expect(page).toHaveTitle('retraining · NAS Playground');
  await expect(app.compare).toContainText(/\d+ of 43 cells are trained so far/);
  await app.compare.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.compare).toContainText(/\d+ of 43 cells are trained; the rest was not, so no rank is told/);
  const { retrain } = readRecord((await app.exportRecord()).text);
  expect(retrain?.rank).toBeNull();
  expect(retrain?.cells.length).toBeGreaterThan(0);
  expect(retrain?.cells.length).toBeLessThan(42);
  await expect(app.compare).toContainText(`${retrain?.cells.length ?? -1} of 43 cells`);
});
