import { fixed, part } from '../../../src/app/words/numbers.ts';
import { endless, smallLink } from '../support/links.ts';
import { readRecord } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

test('the timeline goes back to any policy update, by keys and by mouse, and returns to now', async ({ app, page }) => {
  await app.open();
  await expect(app.time).toBeDisabled();
  await app.playToTheEnd();
  await expect(app.time).toHaveAttribute('aria-valuetext', 'policy update 4 of 4, now');
  await app.time.press('ArrowLeft');
  await expect(app.time).toHaveAttribute('aria-valuetext', 'policy update 3 of 4');
  await expect(app.sentence).toContainText('Update 3, looked back at. Child');
  await app.time.press('PageDown');
  await expect(app.time).toHaveAttribute('aria-valuetext', 'policy update 1 of 4');
  await app.time.press('ArrowUp');
  await expect(app.time).toHaveAttribute('aria-valuetext', 'policy update 2 of 4');
  await app.time.press('End');
  await expect(app.time).toHaveAttribute('aria-valuetext', /, now$/);

  const box = await app.time.boundingBox();
  if (box === null) throw new Error('The timeline is not drawn.');
  await page.mouse.click(box.x + box.width * 0.45, box.y + box.height / 2);
  await expect(app.sentence).toContainText('Update 1, looked back at.');
  await app.story.getByRole('button', { name: 'Back to live' }).click();
  await expect(app.sentence).toContainText('The search is over.');
});

test('the curves are read by keys and by mouse, with the numbers of the record', async ({
  app,
  page,
  finishedRecord,
}) => {
  const { curves } = readRecord(finishedRecord);
  await app.open();
  await app.drop('run.json', finishedRecord);
  await app.curves.press('Home');
  await expect(app.curves).toHaveAttribute('aria-valuetext', /^round 1/);
  await app.curves.press('End');
  const loss = fixed(curves.weights.loss.at(-1) ?? NaN, 3);
  await expect(app.curves).toHaveAttribute('aria-valuetext', new RegExp(`^round 2: train loss ${loss},`));
  await expect(app.curves).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`baseline ${part(curves.policy.baseline.at(-1) ?? NaN, 3)}, rewards from 16 validation images a child`),
  );
  await app.curves.blur();
  await expect(app.results.getByText('point at a curve to read it')).toBeVisible();

  const charts = app.results.getByRole('region', { name: 'Curves' }).getByRole('img');
  const beginnings = [/train loss/, /validation accuracy|nothing measured/, /baseline/, /policy entropy/];
  await expect(charts).toHaveCount(beginnings.length);
  for (const [index, words] of beginnings.entries()) {
    const box = await charts.nth(index).boundingBox();
    if (box === null) throw new Error('The chart is not drawn.');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
    await expect(app.results.getByText(/^round \d: /)).toHaveText(words);
  }
});

test('best children come with every update, and go back with it', async ({ app, page }) => {
  const child = (name: RegExp) => app.best.getByRole('button', { name });
  await app.open(smallLink(endless));
  await page.keyboard.press('w');
  await app.counts(1, 0);
  await expect(app.best).toContainText('appear with the first policy update');
  await page.keyboard.press('p');
  await app.counts(1, 1);
  await expect(child(/child [12]\b/).first()).toBeVisible();
  await page.keyboard.press('p');
  await app.counts(1, 2);
  // There is room for all four: of the second update at least one is new.
  await expect(child(/child [34]\b/).first()).toBeVisible();
  await page.keyboard.press('Home');
  await expect(app.best).toContainText('by update 1');
  await expect(child(/child [34]\b/)).toHaveCount(0);
});

test('a best child is shown in the figure with its score, and let go again', async ({ app, finishedRecord }) => {
  await app.open();
  await expect(app.best).toContainText('appear with the first policy update');
  await app.drop('run.json', finishedRecord);
  const derived = readRecord(finishedRecord).derived.at(-1)?.children ?? [];
  const first = app.best.locator('button').first();
  await expect(first).toHaveAccessibleName(
    `reward ${part(derived[0]?.reward ?? NaN, 2)}, ${part(derived[0]?.accuracy ?? NaN, 3)} rank 1, shared-weight validation accuracy: show this child`,
  );
  const last = app.best.locator('button').last();
  await last.click();
  await expect(last).toHaveAttribute('aria-pressed', 'true');
  await expect(app.figure.getByText(/^rank \d · .* weights$/)).toBeVisible();
  await last.click();
  await expect(last).toHaveAttribute('aria-pressed', 'false');
  await last.click();
  await app.story.getByRole('button', { name: 'Back to the whole recording' }).click();
  await expect(last).toHaveAttribute('aria-pressed', 'false');
});
