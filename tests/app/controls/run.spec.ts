import { endless, smallLink } from '../support/links.ts';
import { readRecord, withoutSeconds } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

test('play, pause, play on to the end, and start over from there', async ({ app, page }) => {
  await app.open(smallLink({ rounds: 20 }));
  await app.button('Play').click();
  await app.is('live');
  await expect(app.sentence).toContainText(/Step \d+:|Child \d+:/);
  await app.button('Pause').click();
  await app.is('paused');
  await expect(page).toHaveTitle(/^\d+ %, paused · NAS Playground$/);
  await app.button('Play').click();
  await app.is('finished');
  await app.counts(40, 40);
  await expect(page).toHaveTitle('found · NAS Playground');
  await expect(app.sentence).toContainText('The search is over. Best of');

  await app.button('Start over').first().click();
  await app.is('ready');
  await app.counts(0, 0);
  await expect(app.button('Play')).toBeVisible();
});

test('play before anything is loaded starts as soon as it can', async ({ app, page }) => {
  await page.goto(`./${smallLink()}`);
  await app.button('Play').click();
  await app.is('finished');
  await app.counts(4, 4);
});

test('one weight step, one policy step and one round at a time', async ({ app }) => {
  await app.open();
  await app.button('weights').click();
  await app.is('paused');
  await app.counts(1, 0);
  await expect(app.sentence).toContainText('Step 1: a sampled child was trained on 8 train images');
  await app.button('policy').click();
  await app.counts(1, 1);
  await expect(app.sentence).toContainText(/^Child \d+: \d+ of 16 validation images right/);
  await app.button('round').click();
  await app.counts(2, 2);
  await app.is('paused');
  await app.button('round').click();
  await app.counts(4, 4);
});

test('stop ends the search early with the best so far, and the record says so', async ({ app }) => {
  await app.open(smallLink(endless));
  const stop = app.button('Stop and derive the best so far');
  await expect(stop).toBeDisabled();
  await app.button('Play').click();
  await expect(app.status).toContainText(/step [1-9]\d* of/);
  await expect(app.button('weights')).toBeDisabled();
  await stop.click();
  await app.is('finished');
  const record = readRecord((await app.exportRecord()).text);
  expect(record.counters.childSteps).toBeLessThan(100_000);
  expect(record.result?.notation).toBe(record.derived.at(-1)?.children[0]?.notation);
  await expect(stop).toBeDisabled();
});

test('start over in the middle throws the run away and begins the same one again', async ({ app }) => {
  await app.open();
  await app.button('round').click();
  await app.counts(2, 2);
  const before = (await app.exportRecord()).text;
  await app.button('Start over').click();
  await app.counts(0, 0);
  await app.is('ready');
  await app.button('round').click();
  await app.counts(2, 2);
  expect(withoutSeconds((await app.exportRecord()).text)).toEqual(withoutSeconds(before));
});

test('speed: slow motion waits two seconds between steps, and full speed ends the wait', async ({ app, page }) => {
  await app.open(smallLink({ steps: 30 }));
  const speed = page.getByRole('slider', { name: 'speed' });
  await expect(speed).toHaveAttribute('aria-valuetext', 'as fast as it goes');
  await speed.press('ArrowLeft');
  await expect(speed).toHaveAttribute('aria-valuetext', '10 steps a second');
  await speed.press('Home');
  await expect(speed).toHaveAttribute('aria-valuetext', 'slow motion, one step in 2 s');
  const from = Date.now();
  await app.button('Play').click();
  await expect(app.status).toContainText(/step ([3-9]|[12]\d) of/);
  expect(Date.now() - from).toBeGreaterThan(3_900);
  const phase = app.story.getByRole('list', { name: 'Phase' });
  await expect(phase.locator('[aria-current="step"]')).toHaveText(/sample|train/);
  await speed.press('End');
  await app.is('finished');
});

test('the same seed gives the same record twice, another seed another one', async ({ app, page }) => {
  await app.open();
  await app.playToTheEnd();
  const first = await app.exportRecord();
  expect(first.name).toBe('nas-quick-tour-seed-7.json');

  await page.reload();
  await app.is('ready');
  await app.playToTheEnd();
  expect(withoutSeconds((await app.exportRecord()).text)).toEqual(withoutSeconds(first.text));

  const seed = page.getByRole('textbox', { name: 'seed' });
  await seed.fill('seven');
  await seed.press('Enter');
  await expect(seed).toHaveValue('7');
  await seed.fill('8');
  await seed.press('Enter');
  await expect(app.run).toContainText('1 waiting');
  await app.button('Start over').first().click();
  await app.is('ready');
  await app.playToTheEnd();
  const other = await app.exportRecord();
  expect(other.name).toBe('nas-quick-tour-seed-8.json');
  expect(readRecord(other.text).curves.weights.loss).not.toEqual(readRecord(first.text).curves.weights.loss);
});
