import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { parseComparison } from '../../../src/experiment/comparison-record.ts';
import { parseLink } from '../../../src/experiment/parse-link.ts';
import { expectAccessible } from '../support/axe.ts';
import { faults, others, presenterFaults, wide } from '../support/faults.ts';
import { smallLink } from '../support/links.ts';
import type { Screen } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const few = { screened: 4, finalists: 1, population: 2 } as const;
const link = smallLink({ compare: 'strategies', strategies: 'enas,random-shared', seeds: 2, lambdas: '0,1', ...few });

function parts({ page, results }: Screen) {
  const region = (name: string | RegExp) => results.getByRole('region', { name });
  return {
    launch: region('Compare searches'),
    outcome: page.getByRole('main').getByRole('region', { name: /^(Strategies|Prices of work), seeds 7 to/ }),
    kept: region('Kept in this browser'),
    front: region('Accuracy against multiply–adds in this run'),
  };
}

async function exported(page: Page, button: Locator): Promise<{ readonly name: string; readonly text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('a comparison from a link runs to its end, stays after a reload, and goes on where it was stopped', async ({
  app,
  page,
}) => {
  test.setTimeout(1_200_000);
  await app.open(link);
  const { launch, outcome, kept } = parts(app);
  await expect(launch).toContainText('A comparison is ready to start; nothing runs by itself.');
  await expect(outcome).toHaveCount(0);

  await launch.getByRole('button', { name: 'Compare strategies' }).click();
  await expect(page).toHaveTitle('comparing · NAS Playground');
  await expect(outcome.getByRole('status')).toContainText(/^[2-5] of 6: /, { timeout: 500_000 });
  await expect(launch.getByRole('button', { name: 'Sweep λ' })).toHaveAttribute('aria-disabled', 'true');
  await outcome.getByRole('button', { name: 'Stop comparing' }).click();
  await expect(outcome.getByRole('status')).toHaveText(/[1-5] of 6 parts are done; the rest can be gone on with\./);
  await page.reload();
  await app.is('ready');
  const goOn = outcome.getByRole('button', { name: 'Go on comparing' });
  await goOn.click();
  await expect(outcome.getByRole('status')).toHaveText('All searches are done and tested.', { timeout: 500_000 });

  const { name, text } = await exported(page, kept.getByRole('button', { name: 'Export strategies, 2 seeds' }));
  expect(name).toBe('strategies-2-seeds.json');
  const parsed = parseComparison(text);
  if (!parsed.ok) throw new Error(parsed.sentence);
  const { record } = parsed;
  expect(record.runs.map(({ variant, seed, childSteps }) => [variant, seed, childSteps])).toEqual([
    [0, 7, 4],
    [1, 7, 4],
    [0, 8, 4],
    [1, 8, 4],
  ]);
  expect(record.runs.every(({ derived, failure }) => derived.length > 0 && failure === null)).toBe(true);
  expect(record.trained.filter(({ role }) => role !== 'searched')).toHaveLength(4);
  await expect(outcome.getByRole('row', { name: /^a ENAS 2 of 2 seeds \.\d{3} ± \.\d{3}/ })).toBeVisible();
  await expect(outcome.getByRole('row', { name: /hand-made/ })).toBeVisible();
  await expect(outcome).toContainText('2 seeds cannot show a difference at all');
  await outcome.getByText('wins, budgets and every number').click();
  await expect(outcome).toContainText('ENAS: 4 child steps');
  await expect(
    outcome.getByRole('img', { name: /^Tested, accuracy from scratch, each seed a dot\. ENAS, seed 7:/ }),
  ).toBeVisible();
  await expect(
    outcome.getByRole('img', { name: /^Best reward so far against child steps spent: a, ENAS/ }),
  ).toBeVisible();
  await outcome
    .getByRole('img', { name: /^Tested/ })
    .locator('circle')
    .first()
    .hover();
  await expect(outcome.getByText(/ENAS, seed 7: \.\d{4} at/)).toBeVisible();
  await expectAccessible(page, 'a finished comparison', ['light', 'dark', 'phone']);

  for (const [width, height] of [wide[0], wide[2], ...others]) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => faults(page), { message: `${width} × ${height}` }).toEqual([]);
  }
  await page.keyboard.press('v');
  for (const [width, height] of wide) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => presenterFaults(page), { message: `presenter, ${width} × ${height}` }).toEqual([]);
  }
  await page.keyboard.press('Escape');

  await outcome.getByRole('button', { name: 'Close' }).click();
  await expect(outcome).toHaveCount(0);
  await kept.getByRole('button', { name: 'Open strategies, 2 seeds' }).click();
  await expect(outcome.getByRole('status')).toHaveText('All searches are done and tested.');
});

test('what is compared can be chosen and shared as one link', async ({ app, page, context, browserName }) => {
  if (browserName === 'chromium') await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.results.getByRole('tab', { name: 'Side by side' }).click();
  const { launch } = parts(app);
  for (const name of ['random search, shared weights', 'regularised evolution']) {
    await launch.getByRole('checkbox', { name }).uncheck();
  }
  const start = launch.getByRole('button', { name: 'Compare strategies' });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await expect(start).toHaveAccessibleDescription('Choose two or more to compare.');
  await launch.getByRole('checkbox', { name: 'random search, each alone' }).check();
  await launch.getByRole('slider', { name: 'seeds' }).fill('3');
  await launch.getByRole('checkbox', { name: '0.5' }).check();
  await launch.getByRole('button', { name: 'Copy comparison link' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(parseLink(copied)).toMatchObject({
    settings: {
      compareAlong: 'strategies',
      compareStrategies: ['enas', 'random-scratch'],
      compareSeeds: 3,
      compareLambdas: ['0', '0.25', '0.5', '1'],
    },
    problems: [],
  });
  await expect(app.sentence).toContainText('it opens this comparison, ready to start');
  // None of this asks a single search to start over.
  await expect(app.settings).not.toContainText('waits for Start over');
});

test('a sweep of prices is a trade-off', async ({ app }) => {
  await app.open(smallLink({ seeds: 1, lambdas: '0,1', rounds: 1 }));
  await app.results.getByRole('tab', { name: 'Side by side' }).press('Enter');
  const { launch, outcome } = parts(app);
  await launch.getByRole('button', { name: 'Sweep λ' }).click();
  await expect(outcome.getByRole('status')).toHaveText('All searches are done and tested.', { timeout: 500_000 });
  await expect(outcome).toContainText(/From λ 0 to λ 1 the derived child has \d+ % (more|fewer) multiply–adds/);
});

test('runs are kept, named, hidden, opened, exported, deleted, brought back and imported', async ({ app, page }) => {
  await app.open(smallLink({ rounds: 1 }));
  const { kept, front } = parts(app);
  await app.results.getByRole('tab', { name: 'Side by side' }).click();
  await expect(kept.getByRole('button', { name: 'Keep this run' })).toHaveAccessibleDescription('Waits for a run.');
  await expect(front).toContainText('Every child that the search looks at becomes a dot here');
  await app.playToTheEnd();
  await front.getByText(/the \d+ child(ren)? on the front/).click();
  await front.getByRole('button').first().click();
  await expect(app.figure.getByText(/^on the front/)).toBeVisible();

  await kept.getByRole('button', { name: 'Keep this run' }).click();
  const curve = kept.getByRole('img', { name: /^Best reward so far/ });
  await expect(curve).toHaveAccessibleName(/a, ENAS, seed 7: −/);
  await kept.getByRole('textbox', { name: 'Name of ENAS, seed 7' }).fill('first');
  await kept.getByRole('textbox', { name: 'Name of ENAS, seed 7' }).press('Enter');
  const { name, text } = await exported(page, kept.getByRole('button', { name: 'Export first' }));
  expect(name).toBe('first.json');

  await kept.getByLabel('Record to keep').setInputFiles({
    name: 'second.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await expect(kept.getByRole('listitem')).toHaveCount(2);
  await expect(kept.getByRole('listitem').nth(1)).toContainText('the same settings');
  await kept.getByRole('checkbox', { name: 'Draw first' }).uncheck();
  await expect(curve).toHaveAccessibleName(/: b, second/);

  await kept.getByRole('button', { name: 'Colour of second: vermillion' }).press('Enter');
  await expect(kept.getByRole('radio', { name: 'vermillion' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  const recoloured = kept.getByRole('button', { name: 'Colour of second: green' });
  await expect(recoloured).toBeFocused();

  await kept.getByRole('button', { name: 'Delete second' }).click();
  await expect(kept.getByRole('listitem')).toHaveCount(1);
  await expect(kept.getByRole('button', { name: 'Undo deleting' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(kept.getByRole('listitem')).toHaveCount(2);

  await kept.getByLabel('Record to keep').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{}'),
  });
  await expect(kept.getByRole('status')).toContainText(
    'broken.json is not kept: The file is JSON, but not a run record.',
  );

  await page.reload();
  await app.is('ready');
  await app.results.getByRole('tab', { name: 'Side by side' }).click();
  await expect(kept.getByRole('textbox')).toHaveCount(2);
  await expect(recoloured).toBeVisible();
  await kept.getByRole('button', { name: 'Open first' }).click();
  await app.is('recorded');
});

test('an entry that is damaged says so and can be deleted', async ({ app, page }) => {
  await app.open();
  const { kept } = parts(app);
  const tab = app.results.getByRole('tab', { name: 'Side by side' });
  await tab.click();
  await expect(kept).toContainText('stay here between visits');
  // Opened before the page has made it, it would be an empty one.
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
    .toContain('nas-playground-kept');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('nas-playground-kept');
        opening.onerror = () => reject(new Error('not opened'));
        opening.onsuccess = () => {
          const writing = opening.result.transaction('kept', 'readwrite');
          writing.objectStore('kept').put('{"name":"x"', '000001');
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
  await page.reload();
  await app.is('ready');
  await tab.click();
  await expect(kept.getByRole('listitem')).toContainText('What the browser kept here cannot be read.');
  await kept.getByRole('button', { name: 'Delete damaged' }).click();
  await expect(kept.getByRole('listitem')).toHaveCount(0);
});
