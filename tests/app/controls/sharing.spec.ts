import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { part } from '../../../src/app/words/numbers.ts';
import { parseLink } from '../../../src/experiment/parse-link.ts';
import { endless, smallLink } from '../support/links.ts';
import { readRecord, Screen, withoutSeconds } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const chipNames = (app: Screen): Promise<string[]> =>
  app.chips.evaluateAll((chips) =>
    chips.map((chip) => chip.getAttribute('aria-label')?.split(', probability')[0] ?? ''),
  );

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
});

test('a copied link opens the same experiment in another tab', async ({ app, page, context }) => {
  await app.open(smallLink({ seed: 12, ops: 'sep3,max3,identity' }));
  await app.settings.getByRole('slider', { name: 'rounds' }).press('ArrowRight');
  await app.choose('Copy link', 'the experiment');
  await expect(app.sentence).toContainText('The link is copied: it opens this experiment on any machine.');
  const link = await clipboard(page);
  expect(parseLink(link)).toMatchObject({
    problems: [],
    architecture: null,
    settings: { seed: 12, rounds: 3, operations: ['sep3', 'max3', 'identity'], nodes: 2 },
  });

  const other = new Screen(await context.newPage());
  await other.page.goto(link);
  await other.is('ready');
  await expect(other.page.getByRole('textbox', { name: 'seed' })).toHaveValue('12');
  await expect(other.status).toContainText('step 0 of 6');
  await other.choose('Copy link', 'the experiment');
  expect(await clipboard(other.page)).toBe(link);
});

test('a link can carry the child that was found; the menu is worked by keys', async ({ app, page, context }) => {
  await app.open();
  const menu = page.getByRole('button', { name: 'Copy link' });
  await menu.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'the experiment and its result' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem')).toHaveCount(0);
  await app.playToTheEnd();
  await menu.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'the experiment', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'the experiment and its result' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(app.sentence).toContainText('and the child it found on any machine');
  const link = await clipboard(page);
  const { result } = readRecord((await app.exportRecord()).text);
  expect(new URLSearchParams(new URL(link).hash.slice(1)).get('arc')).toBe(result?.notation);

  const other = new Screen(await context.newPage());
  await other.page.goto(link);
  await expect(other.figure.getByText(/^child from the link/)).toBeVisible();
  await expect(other.sentence).toHaveText(
    /^This link brings a cell found by ENAS, quick tour \(changed\), seed 7: \.\d+ on /,
  );
  expect(await chipNames(other)).toEqual(await chipNames(app));
});

test('a result link says what it brings; its child is trained, shared and exported without a search', async ({
  app,
  page,
}) => {
  const child = '0 0 1 1 2 4 0 2 | 1 3 0 0 1 1 2 0';
  const said = {
    role: 'derived',
    score: '0.875,64',
    test: '0.884,200',
    wins: '5,5',
    handmade: '0.904',
    adapter: 'an+adapter',
  };
  await app.open(`${smallLink(said)}&arc=${child.replaceAll(' ', '+')}`);
  await expect(page.locator('.story p.verdict')).toHaveText(
    'This link brings a cell found by ENAS, quick tour (changed), seed 7: .884 on test, better than 5 of 5 random.',
  );
  const brought = app.results.getByRole('region', { name: 'From the link' });
  await expect(brought.getByRole('row')).toHaveText(['◆ found.884', '□ hand-made.904', '○ random5 of 5 are worse']);
  await expect(brought).toContainText('Computed on an adapter, not here.');
  await expect(app.button('Play')).toHaveClass(/primary/);

  await app.story.getByRole('button', { name: 'Retrain' }).click();
  await expect(page.locator('.story p.verdict')).toHaveText(
    /^The chosen cell: \.\d+ on test, better than [01] of 1 random/,
  );
  await expect(app.status).toContainText('step 0 of 4');
  const { retrain, finished } = readRecord((await app.exportRecord()).text);
  expect(finished).toBe(false);
  expect(retrain?.cells.map(({ role }) => role)).toEqual(['chosen', 'hand-made', 'trivial', 'random']);
  expect(retrain?.cells[0]?.notation).toBe(child);

  await app.choose('Copy link', 'the experiment and its result');
  await expect(app.sentence).toContainText('the child that is shown and how it did');
  const link = await clipboard(page);
  const test = { value: retrain?.testAccuracy, examples: retrain?.cells[0]?.testImages };
  expect(parseLink(link)).toMatchObject({ result: { role: 'derived', test }, problems: [] });
  // The address says the same, so that a reload keeps it.
  await expect(page).toHaveURL(link);
  await page.reload();
  await expect(page.locator('.story p.verdict')).toHaveText(
    /^This link brings a cell found by ENAS, .*: \.\d+ on test/,
  );

  // How many are trained beside it changes no child, but what was said is of other settings.
  await app.settings.getByRole('slider', { name: 'random cells' }).press('ArrowRight');
  await expect(app.sentence).toHaveText(/^This link brings a cell\. It can be trained from scratch/);
  await expect(brought).toHaveCount(0);
  await expect(app.figure.getByText(/^child from the link/)).toBeVisible();
});

test('where the browser lets nothing be copied, the link is shown to copy by hand', async ({ app, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await app.open(smallLink({ seed: 3 }));
  await app.settings.getByRole('slider', { name: 'rounds' }).press('ArrowRight');
  await app.choose('Copy link', 'the experiment');
  const field = page.getByRole('dialog').getByRole('textbox');
  await expect(field).toBeFocused();
  const selected = await page.evaluate(() => getSelection()?.toString() ?? '');
  expect(await field.inputValue()).toBe(selected);
  expect(parseLink(selected).settings).toMatchObject({ seed: 3, rounds: 3 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a link is taken from the address bar and by paste; what is wrong in it is told', async ({ app, page }) => {
  await app.open();
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    smallLink({ seed: 44 }),
  );
  const seed = page.getByRole('textbox', { name: 'seed' });
  await expect(seed).toHaveValue('44');

  const mangled = `<https://example.org/${smallLink({ seed: 45, nodes: 9, colour: 'red' }).replaceAll('&', '&amp;')}>`;
  await page.evaluate((link) => navigator.clipboard.writeText(link), mangled);
  await page.getByRole('heading', { name: 'Task' }).click();
  await page.keyboard.press('Control+v');
  await expect(seed).toHaveValue('45');
  await expect(app.sentence).toContainText('Nodes in a cell must be from 1 to 5, not “9”.');
  await expect(app.sentence).toContainText('“colour”, which is not a setting. The rest of the link is applied.');
  await app.story.getByRole('button', { name: 'Understood' }).click();
  await expect(app.sentence).not.toContainText('must be from');
  await page.evaluate(() => navigator.clipboard.writeText('https://example.org/'));
  await page.keyboard.press('Control+v');
  await expect(app.sentence).toContainText('has no settings in it');
});

test('an exported record, dropped back in, shows the same numbers and can be left', async ({
  app,
  page,
  finishedRecord,
}) => {
  const record = readRecord(finishedRecord);
  await app.open(smallLink({ nodes: 1 }));
  await app.drop('mine.json', finishedRecord);
  await app.counts(4, 4);
  await expect(app.sentence).toContainText('mine.json is a recording of seed 7');
  await expect(page).toHaveTitle('recorded · NAS Playground');
  const derived = record.retrain?.cells.find(({ role }) => role === 'derived');
  await expect(app.compare).toContainText(`derived ${part(derived?.testAccuracy ?? NaN, 4)}`);
  await expect(app.compare).toContainText(`Better than ${record.retrain?.rank?.better ?? NaN} of 1 random cell`);
  await expect(app.best).toContainText(part(record.result?.sharedAccuracy ?? NaN, 3));
  await expect(app.settings.getByRole('slider', { name: 'nodes in a cell' })).toHaveAttribute('aria-valuetext', /^2,/);
  await app.time.press('Home');
  await expect(app.sentence).toContainText('Update 1, looked back at.');
  await app.story.getByRole('button', { name: 'Back to the whole recording' }).click();
  await app.story.getByRole('button', { name: 'Leave the recording' }).click();
  await app.is('ready');
});

test('a record opened by the menu can be run again live, with the same outcome', async ({
  app,
  page,
  finishedRecord,
}, testInfo) => {
  const file = testInfo.outputPath('mine.json');
  writeFileSync(file, finishedRecord);
  await app.open(smallLink({ nodes: 1 }));
  const chooser = page.waitForEvent('filechooser');
  await app.choose('Open', 'a run or comparison from a file…');
  await (await chooser).setFiles(file);
  await app.is('recorded');
  expect(JSON.parse((await app.exportRecord()).text)).toEqual(JSON.parse(finishedRecord));
  await app.playToTheEnd();
  const again = withoutSeconds((await app.exportRecord()).text);
  expect({ ...again, retrain: null }).toEqual({ ...withoutSeconds(finishedRecord), retrain: null });
});

test('the last run can be looked at on the next visit', async ({ app, page }) => {
  await app.open();
  await app.playToTheEnd();
  await app.exportRecord();
  await page.reload();
  await app.story.getByRole('button', { name: 'Look at the last run' }).click();
  await app.is('recorded');
  await app.counts(4, 4);
});

test('the figure is saved as a drawing that stands on its own, in light colours also from a dark page', async ({
  app,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await app.open(smallLink(endless));
  await app.button('weights').click();
  await expect(app.chips).toHaveCount(4);
  const download = await app.download('this figure, SVG');
  expect(download.suggestedFilename()).toBe('nas-quick-tour-cell.svg');
  const text = readFileSync(await download.path(), 'utf8');
  const empty = await page.context().newPage();
  const found = await empty.evaluate((svg) => {
    const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return {
      root: drawing.documentElement.namespaceURI,
      errors: drawing.querySelectorAll('parsererror').length,
      foreign: drawing.querySelectorAll('script, style, image, use, foreignObject, [class], [href]').length,
      paths: drawing.querySelectorAll('path').length,
      words: drawing.documentElement.textContent,
    };
  }, text);
  expect(found).toMatchObject({ root: 'http://www.w3.org/2000/svg', errors: 0, foreign: 0 });
  expect(found.paths).toBeGreaterThan(40);
  expect(found.words).toContain('out');
  expect(text).not.toMatch(/var\(|url\(|paint-order/);
  expect(text).toMatch(/^<svg[^>]*><rect [^>]*fill="rgb\(252, 251, 248\)"/);
  expect(text).toMatch(/^<svg[^>]* width="\d+"[^>]* height="\d+"/);
  // A halo is an element beneath its letters, so that it cannot lie over them.
  expect(text).not.toMatch(/<text[^>]*fill="rgb\(27, 30, 35\)"[^>]*stroke="rgb/);
  expect(text).toMatch(/<text[^>]*stroke="rgb\(252, 251, 248\)"[^>]*>k−2<\/text><text[^>]*stroke="none"[^>]*>k−2</);
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(235, 232, 225)');
  const dark = await app.download('in dark colours, SVG');
  expect(readFileSync(await dark.path(), 'utf8')).toMatch(/^<svg[^>]*><rect [^>]*fill="rgb\(20, 22, 26\)"/);

  await empty.setContent(`<img alt="" src="data:image/svg+xml,${encodeURIComponent(text)}">`);
  await expect
    .poll(() => empty.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
});
