import { endless, smallLink } from '../support/links.ts';
import { expect, test } from '../support/test.ts';

test('once a search is over, the button that stands out goes on; starting over gives up nothing', async ({
  app,
  page,
}) => {
  await app.open(smallLink());
  const primary = page.locator('header button.primary');
  await expect(primary).toHaveText('Play');
  await page.keyboard.press('Control+z');
  await expect(page.locator('footer')).toContainText('step 0 of 4');

  await page.keyboard.press('Space');
  await app.is('finished');
  await expect(primary).toHaveText('Retrain');
  await page.keyboard.press('Space');
  const verdict = page.locator('.story p.verdict');
  await expect(verdict).toHaveText(
    /^The found cell: \.\d+ on test, better than [01] of 1 random ones \(p = [12]\/2, .*\); the hand-made one \.\d+, the trivial one \.\d+\. Each was trained once\.$/,
    { timeout: 400_000 },
  );
  await expect(primary).toHaveCount(0);
  const section = page.getByRole('region', { name: 'Against chance' });
  await expect(section).toBeInViewport({ ratio: 0.9 });

  // Nothing is wiped by a key that has nothing left to do.
  await page.keyboard.press('Space');
  await expect(app.story).toContainText('The search is over. S or Start over begins it anew');
  await expect(page.locator('footer')).toContainText('step 4 of 4 · update 4 of 4');
  await page.getByRole('button', { name: 'Understood' }).click();

  await page.keyboard.press('s');
  await expect(primary).toHaveText('Play');
  await app.story.getByRole('button', { name: 'Look at the last run' }).click();
  await app.is('recorded');
  await expect(page.locator('footer')).toContainText('step 4 of 4 · update 4 of 4');
  await expect(verdict).toHaveText(/^The run before is a recording of seed 7.*The found cell: /);
});

test('the address is that of what stands on the page, through reload and back', async ({ app, page }) => {
  await app.open(smallLink(endless));
  const seed = page.getByRole('textbox', { name: 'seed' });
  await seed.fill('23');
  await seed.blur();
  await expect(page).toHaveURL(/seed=23/);
  await page.reload();
  await app.is('ready');
  await expect(seed).toHaveValue('23');
  await page.keyboard.press('Control+z');
  await expect(seed).toHaveValue('23');
  await page.goto('about:blank');
  await page.goBack();
  await app.is('ready');
  await expect(seed).toHaveValue('23');
});

test('while searches are compared, state, sentence and buttons are those of the comparison', async ({ app, page }) => {
  await app.open(smallLink({ compare: 'strategies', strategies: 'enas,random-shared', seeds: 2, rsteps: 40 }));
  await page.getByRole('button', { name: 'Compare strategies' }).click();
  await expect(page.locator('footer .badge')).toHaveText('comparing');
  await expect(page.locator('.story p')).toHaveText(/^Comparing: \d of 6: /);
  await page.locator('h1').click();
  const play = page.locator('header button.primary');
  await expect(play).toHaveAttribute('aria-disabled', 'true');
  await expect(play).toHaveAttribute('title', 'Waits until the comparison ends or is stopped');
  await page.keyboard.press('Space');
  await expect(page.locator('.story p')).toHaveText('Play waits until the comparison ends or is stopped.');
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(page.locator('.story p.verdict')).toBeVisible({ timeout: 400_000 });
  // Two lines, so that the stage stays where it was.
  expect((await page.locator('.story p.verdict').boundingBox())?.height).toBeLessThan(60);
  await expect(page.locator('footer .badge')).toHaveText('ready');
  await expect(play).toHaveAttribute('aria-disabled', 'false');
});
