import type { Page } from '@playwright/test';
import { layoutGraph } from '../../../src/app/figure/layout.ts';
import { operationLook } from '../../../src/app/figure/operations.ts';
import { part } from '../../../src/app/words/numbers.ts';
import { spaceOf } from '../../../src/experiment/build.ts';
import { parseLink } from '../../../src/experiment/parse-link.ts';
import type { CandidateEdge } from '../../../src/space/space.ts';
import { smallLink } from '../support/links.ts';
import { readRecord, type Screen } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const { settings } = parseLink(smallLink());
const graph = spaceOf(settings).graphs[0];
if (graph === undefined) throw new Error('The space has no cell.');
const layout = layoutGraph(graph);

/** Where the crown of a candidate's arc stands on the screen. */
async function crownOf(app: Screen, candidate: CandidateEdge): Promise<{ x: number; y: number }> {
  const drawing = app.figure.getByRole('group', { name: /candidate edges/ });
  await drawing.scrollIntoViewIfNeeded();
  const box = await drawing.boundingBox();
  const apex = layout.strands.find((strand) => strand.candidate === candidate)?.apex;
  if (box === null || apex === undefined) throw new Error('The arc is not drawn.');
  const scale = box.width / layout.width;
  return { x: box.x + apex.x * scale, y: box.y + apex.y * scale };
}

const chipName = ({ to, side, from, operation }: CandidateEdge): RegExp => {
  const { letters, label } = operationLook(operation);
  return new RegExp(
    `^${letters} into node ${to}, side ${side === 0 ? 'A' : 'B'}: ${label} on node ${from}, probability`,
  );
};

const chipNames = (app: Screen): Promise<string[]> =>
  app.chips.evaluateAll((chips) => chips.map((chip) => chip.getAttribute('aria-label') ?? ''));

/** Arcs that the child did not choose, with a crown that no letter covers. */
async function freeCandidates(app: Screen): Promise<readonly CandidateEdge[]> {
  const names = await chipNames(app);
  const chosen = graph?.candidates.filter((one) => names.some((name) => chipName(one).test(name))) ?? [];
  const apexOf = (one: CandidateEdge) =>
    layout.strands.find((strand) => strand.candidate === one)?.apex ?? { x: 0, y: 0 };
  return (graph?.candidates ?? []).filter((one) =>
    chosen.every((other) => {
      const [a, b] = [apexOf(one), apexOf(other)];
      return Math.abs(a.x - b.x) > 40 || Math.abs(a.y - b.y) > 40;
    }),
  );
}

const readout = (app: Screen) => app.figure.getByRole('paragraph').filter({ hasText: 'click an edge to change it' });

test.beforeEach(async ({ app }) => {
  await app.open();
});

test('pointing at an arc tells its numbers; a click makes it the person’s own child', async ({ app, page }) => {
  await app.playToTheEnd();
  await expect(app.chips).toHaveCount(4);
  const [candidate] = await freeCandidates(app);
  if (candidate === undefined) throw new Error('Every arc is covered.');
  const { x, y } = await crownOf(app, candidate);
  await page.mouse.move(x, y);
  await expect(readout(app)).toContainText(/\d → \d, side [AB], /);
  await expect(readout(app)).toContainText(/p = \.\d\d × \.\d\d = \.\d\d · trained in \d of 4 steps/);
  await page.mouse.move(0, 0);
  await expect(readout(app)).toContainText('point at an edge');

  await page.mouse.click(x, y);
  await expect(app.figure.getByText('your own child')).toBeVisible();
  await expect(app.figure.getByRole('button', { name: chipName(candidate) })).toBeVisible();
});

test('by keys: over the letters, into the menu, another operation and another input, and back', async ({
  app,
  page,
}) => {
  await app.playToTheEnd();
  const { keyboard } = page;
  const before = await chipNames(app);
  await app.chips.first().focus();
  await expect(readout(app)).toContainText('side A');
  await keyboard.press('ArrowRight');
  await expect(app.chips.nth(1)).toBeFocused();
  await keyboard.press('End');
  await expect(app.chips.last()).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(app.chips.nth(2)).toBeFocused();
  await keyboard.press('Home');
  await expect(app.chips.first()).toBeFocused();

  await keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'node 2, side A' });
  const operations = menu.getByRole('group', { name: 'Operation' }).getByRole('menuitemradio');
  const inputs = menu.getByRole('group', { name: 'Reads node' }).getByRole('menuitemradio');
  await expect(operations).toHaveCount(5);
  await expect(inputs).toHaveCount(2);
  const checked = await operations.evaluateAll((items) => items.findIndex((item) => item.ariaChecked === 'true'));
  await expect(operations.nth(checked)).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(operations.nth((checked + 1) % 5)).toBeFocused();
  await keyboard.press('Space');
  await expect(operations.nth((checked + 1) % 5)).toBeChecked();
  await expect(menu).toBeVisible();
  await keyboard.press('ArrowRight');
  await keyboard.press('Home');
  await keyboard.press((await inputs.first().isChecked()) ? 'End' : 'Home');
  await keyboard.press('Enter');
  await expect(menu).toBeHidden();
  expect(await chipNames(app)).not.toEqual(before);
  await expect(app.figure.getByText('your own child')).toBeVisible();

  const undo = app.story.getByRole('button', { name: 'Undo' });
  await undo.click();
  await expect(app.figure.getByText('your own child')).toBeVisible();
  await undo.click();
  await expect(app.figure.getByText('your own child')).toBeHidden();
  expect(await chipNames(app)).toEqual(before);
});

/** Gives the first edge another operation through its menu. */
async function editFirstEdge(app: Screen, page: Page): Promise<void> {
  await app.chips.first().click();
  const other = page.getByRole('menu').getByRole('menuitemradio', { checked: false }).first();
  await other.click();
  await expect(page.getByRole('menu')).toHaveCount(0);
}

test('the own child is scored beside the controller’s, and can be trained beside it', async ({ app, page }) => {
  await app.playToTheEnd();
  await editFirstEdge(app, page);
  await expect(app.sentence).toContainText(/^\s*Yours: \.\d{3}\. The controller’s: \.\d{3}\. Same shared weights/);
  const derived = readRecord((await app.exportRecord()).text).derived.at(-1)?.children[0];
  await expect(app.sentence).toContainText(`The controller’s: ${part(derived?.accuracy ?? -1, 3)}.`);
  await expect(app.sentence).toContainText('same 64 validation images');

  await app.compare.getByRole('button', { name: 'Retrain with yours' }).click();
  await expect(app.compare.getByText(/Better than \d of 1 random cell/)).toBeVisible();
  const cells = readRecord((await app.exportRecord()).text).retrain?.cells.map(({ role }) => role);
  expect([...(cells ?? [])].sort()).toEqual(['derived', 'hand-made', 'own', 'random', 'trivial']);
  await app.story.getByRole('button', { name: 'Back to the controller’s' }).click();
  await expect(app.figure.getByText('your own child')).toBeHidden();
});

test('editing pauses a search that runs; Ctrl Z takes the edit back, play leaves it', async ({ app, page }) => {
  await page.goto(`./${smallLink({ rounds: 200 })}`);
  await app.is('ready');
  await app.button('round').click();
  await app.counts(2, 2);
  await page.getByRole('slider', { name: 'speed' }).press('Home');
  await app.button('Play').click();
  await app.is('live');
  await editFirstEdge(app, page);
  await app.is('paused');
  await page.keyboard.press('Control+z');
  await expect(app.figure.getByText('your own child')).toBeHidden();
  await editFirstEdge(app, page);
  await app.button('Play').click();
  await app.is('live');
  await expect(app.figure.getByText('your own child')).toBeHidden();
});

test('an own child in a recording is not scored on the live run’s weights', async ({ app, page, finishedRecord }) => {
  await app.playToTheEnd();
  await app.drop('other.json', finishedRecord);
  await editFirstEdge(app, page);
  await expect(app.sentence).toHaveText('This is your own child; a recording has no weights to score it with.');
});

test('tabs show the cells and the whole network; colours can say how often edges were trained', async ({
  app,
  page,
}) => {
  const tabs = app.figure.getByRole('tab');
  await expect(tabs).toHaveText(['normal cell', 'reduction cell', 'whole network']);
  await expect(app.chips).toHaveCount(0);
  await app.playToTheEnd();
  await tabs.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(app.figure.getByRole('group', { name: /^reduction cell: candidate edges/ })).toBeVisible();
  await tabs.nth(2).click();
  await expect(
    app.figure.getByRole('img', { name: 'Whole network: stem, normal cell, reduction cell, normal cell, head' }),
  ).toBeVisible();
  await page.keyboard.press('Home');
  await expect(app.figure.getByRole('group', { name: /^normal cell: candidate edges/ })).toBeVisible();

  await expect(app.figure).toContainText('width: p =');
  await app.figure.getByRole('combobox', { name: 'colour' }).selectOption('by training');
  await expect(app.figure).toContainText(/trained in 0\s+[1-4] steps/);
});
