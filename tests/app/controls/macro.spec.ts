import type { Page } from '@playwright/test';
import { layoutLayers } from '../../../src/app/figure/macro/layout.ts';
import { spaceOf } from '../../../src/experiment/build.ts';
import { parseLink } from '../../../src/experiment/parse-link.ts';
import { planNetwork } from '../../../src/space/macro/network.ts';
import { expectAccessible } from '../support/axe.ts';
import { smallLink } from '../support/links.ts';
import type { Screen } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const link = smallLink({ preset: 'enas-macro', stem: 'patch2', layers: 3 });

const layersOf = (app: Screen) => app.figure.getByRole('group', { name: 'Layers of the network' }).getByRole('button');
const readout = (app: Screen) => app.figure.getByRole('paragraph').filter({ hasText: /layer/ }).first();

/** Where the crown of the arc from one node to another stands on the screen. */
async function crown(app: Screen, from: number, to: number): Promise<{ x: number; y: number }> {
  const space = spaceOf(parseLink(link).settings);
  const graph = space.graphs[0];
  if (space.id !== 'macro' || graph === undefined) throw new Error('The link is of no network.');
  const height = await app.page.evaluate(() => innerHeight);
  const layout = layoutLayers(graph, planNetwork(space.config), height <= 800 ? 'compact' : 'tall');
  const apex = layout.strands.find(({ candidate }) => candidate.from === from && candidate.to === to)?.apex;
  const drawing = app.figure.getByRole('group', { name: /^network: layers and candidate skips/ });
  await drawing.scrollIntoViewIfNeeded();
  const box = await drawing.boundingBox();
  if (box === null || apex === undefined) throw new Error('The arc is not drawn.');
  const scale = box.width / layout.width;
  return { x: box.x + apex.x * scale, y: box.y + apex.y * scale };
}

async function runToTheEnd(app: Screen): Promise<void> {
  await app.open(link);
  await app.playToTheEnd();
  await expect(layersOf(app)).toHaveCount(3);
}

test('the settings are those of whole networks, and the size of their space is told', async ({ app }) => {
  await app.open(link);
  await expect(app.settings).toContainText('1 728 networks');
  await expect(app.settings).toContainText(
    '6 choices; as the paper counts them, 6 to the power of 3 times 2 to the power of 3',
  );
  await expect(app.settings.getByRole('slider', { name: 'layers' })).toBeVisible();
  await expect(app.settings.getByRole('slider', { name: 'skip target ρ' })).toBeVisible();
  await expect(app.settings.getByRole('slider', { name: 'nodes in a cell' })).toHaveCount(0);
  await expect(app.figure.getByRole('group', { name: 'network: layers and candidate skips' })).toBeVisible();
  await expect(app.figure).toContainText('.50 on average by the policy, drawn to ρ = .40');
});

test('a search of whole networks runs to its end, accessibly, and is compared with chance', async ({ app, page }) => {
  await runToTheEnd(app);
  await expect(app.figure).toContainText(/Skips: \d of 3 in this child/);
  await expect(app.figure.getByRole('img', { name: /^layer 3: adds/ })).toBeVisible();
  await expectAccessible(page, 'a finished search of networks', ['light', 'dark', 'phone']);
  await app.retrain();
  await expect(app.compare.getByText(/Better than \d of 1 random/)).toBeVisible();
});

async function moveTo(page: Page, place: { x: number; y: number }): Promise<void> {
  await page.mouse.move(place.x, place.y, { steps: 3 });
}

test('by mouse: an arc tells its numbers, a click adds or leaves out the layer', async ({ app, page }) => {
  await runToTheEnd(app);
  const place = await crown(app, 0, 3);
  const before = await layersOf(app).nth(2).getAttribute('aria-label');
  await moveTo(page, place);
  await expect(readout(app)).toContainText(/layer 3 adds the stem p = \.\d\d · taken in \d of 4 steps/);
  await page.mouse.click(place.x, place.y);
  await expect(app.figure.getByText('your own child')).toBeVisible();
  await expect(layersOf(app).nth(2)).not.toHaveAttribute('aria-label', before ?? '');
  await expect(app.sentence).toContainText('Same shared weights');
  await app.story.getByRole('button', { name: 'Undo' }).click();
  await expect(layersOf(app).nth(2)).toHaveAttribute('aria-label', before ?? '');
});

test('by keys: over the layers, into the menu, another operation, another skip, and back', async ({ app, page }) => {
  await runToTheEnd(app);
  const { keyboard } = page;
  const layers = layersOf(app);
  await layers.first().focus();
  await expect(readout(app)).toContainText('layer 1:');
  await keyboard.press('End');
  await expect(layers.nth(2)).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(layers.nth(1)).toBeFocused();
  const before = await layers.nth(1).getAttribute('aria-label');

  await keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'layer 2' });
  const operations = menu.getByRole('group', { name: 'Operation' }).getByRole('menuitemradio');
  const skip = menu.getByRole('group', { name: 'Adds' }).getByRole('menuitemcheckbox');
  await expect(operations).toHaveCount(6);
  await expect(skip).toHaveText(/the stem/);
  const added = (await skip.getAttribute('aria-checked')) === 'true';
  await keyboard.press('ArrowRight');
  await expect(skip).toBeFocused();
  await keyboard.press('Space');
  await expect(skip).toHaveAttribute('aria-checked', String(!added));
  await keyboard.press('ArrowLeft');
  await keyboard.press('Home');
  await keyboard.press((await operations.first().isChecked()) ? 'End' : 'Home');
  await keyboard.press('Enter');
  await expect(menu).toBeHidden();
  await expect(layers.nth(1)).not.toHaveAttribute('aria-label', before ?? '');
  const undo = app.story.getByRole('button', { name: 'Undo' });
  await undo.click();
  await undo.click();
  await expect(layers.nth(1)).toHaveAttribute('aria-label', before ?? '');
  await expect(app.figure.getByText('your own child')).toBeHidden();
});

test('on a phone the network stands up and its layers can be changed', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await runToTheEnd(app);
  const boxes = await Promise.all([0, 2].map((layer) => layersOf(app).nth(layer).boundingBox()));
  expect(boxes[1]?.y).toBeGreaterThan((boxes[0]?.y ?? 0) + 60);
  expect(boxes[1]?.x).toBeCloseTo(boxes[0]?.x ?? 0, 0);
  await layersOf(app).first().click();
  await page.getByRole('menu', { name: 'layer 1' }).getByRole('menuitemradio', { checked: false }).first().click();
  await expect(app.figure.getByText('your own child')).toBeVisible();
});
