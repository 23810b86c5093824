import { smallLink } from '../support/links.ts';
import { readRecord } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('on a phone, by touch: search, look at an edge, make an own child, look back, compare', async ({ app, page }) => {
  await app.open();
  await app.button('Play').tap();
  await app.is('finished');
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await sideways()).toBeLessThanOrEqual(0);

  await app.figure.getByRole('tab', { name: 'reduction cell' }).tap();
  await app.figure.getByRole('tab', { name: 'normal cell' }).tap();
  await app.chips.first().tap();
  const menu = page.getByRole('menu', { name: 'node 2, side A' });
  const box = await menu.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  await menu.getByRole('menuitemradio', { checked: false }).first().tap();
  await expect(app.sentence).toContainText(/Yours: \.\d{3}\. The controller’s: \.\d{3}/);
  await app.story.getByRole('button', { name: 'Back to the controller’s' }).tap();

  const time = await app.time.boundingBox();
  if (time === null) throw new Error('The timeline is not drawn.');
  await app.time.tap({ position: { x: time.width * 0.45, y: time.height / 2 } });
  await expect(app.sentence).toContainText('Update 1, looked back at.');
  await app.story.getByRole('button', { name: 'Back to live' }).tap();

  await app.best.locator('button').first().tap();
  await expect(app.best.locator('button').first()).toHaveAttribute('aria-pressed', 'true');
  await app.compare.getByRole('button', { name: /^Retrain/ }).tap();
  await expect(app.compare).toContainText(/Better than \d of 1 random cell/);
  expect(await sideways()).toBeLessThanOrEqual(0);
  expect(readRecord((await app.exportRecord()).text).retrain?.cells).toHaveLength(4);
});

test('on a phone a child of a link is drawn, and can be trained from beside the sentence', async ({ app, page }) => {
  await app.open(`${smallLink({ nodes: 1, stages: 1 })}&arc=0+1+1+0&role=derived&test=0.5,2000&wins=1,1`);
  await expect(app.sentence).toHaveText(
    /^This link brings a cell found by ENAS, quick tour \(changed\), seed 7: \.5000 on/,
  );
  await app.sentence.scrollIntoViewIfNeeded();
  await expect(app.story.getByRole('button', { name: 'Retrain' })).toBeInViewport();
  await expect(page.locator('button.primary:visible')).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test('on a phone the first tap on an edge shows its numbers, the second takes it', async ({ app, page }) => {
  await app.open();
  await app.button('Play').tap();
  await app.is('finished');
  const drawing = app.figure.getByRole('group', { name: /candidate edges/ });
  await drawing.scrollIntoViewIfNeeded();
  const at = await drawing.evaluate((svg) => {
    for (const arc of svg.querySelectorAll('path')) {
      const crown = arc.getPointAtLength(arc.getTotalLength() / 2).matrixTransform(arc.getScreenCTM() ?? undefined);
      const top = document.elementFromPoint(crown.x, crown.y);
      if (top?.getAttribute('role') === 'presentation') return { x: crown.x, y: crown.y };
    }
    throw new Error('Every arc is covered.');
  });
  const hint = app.figure.getByRole('paragraph').filter({ hasText: 'tap it again to change it' });
  await page.touchscreen.tap(at.x, at.y);
  await expect(hint).toContainText(/\d → \d, side [AB], .* p = /);
  await expect(app.figure.getByText('your own child')).toBeHidden();
  await page.touchscreen.tap(at.x, at.y);
  await expect(app.figure.getByText('your own child')).toBeVisible();
});
