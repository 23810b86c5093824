import { expect, test } from '../support/test.ts';
import { smallLink } from '../support/links.ts';
import { readRecord } from '../support/screen.ts';

/** Small numbers for every baseline. */
const small = { alone: 10, population: 2, tournament: 2, fbatches: 1, screened: 4, finalists: 2 };

const strategies = [
  {
    strategy: 'random-shared',
    changes: {},
    story: /Best of \d+ children.* on the same 64 validation images: .* with shared weights/,
  },
  { strategy: 'random-scratch', changes: { budget: 100 }, story: /Best of \d+ children .* after 10 steps alone/ },
  { strategy: 'evolution', changes: { updates: 4 }, story: /Best of \d+ children .* with shared weights/ },
  {
    strategy: 'local-search',
    changes: { updates: 8 },
    story: /(Best of \d+ children|The only child to derive from,) .* with shared weights/,
  },
  { strategy: 'reinforce-scratch', changes: { budget: 100 }, story: /Best of \d+ children .* after 10 steps alone/ },
] as const;

for (const { strategy, changes, story } of strategies) {
  test(`${strategy} steps, plays to its end within its budget, and its record opens again`, async ({ app }) => {
    await app.open(smallLink({ strategy, ...small, ...changes }));
    await app.button('child').click();
    await app.is('paused');
    await expect(app.status).toContainText(/child [1-9]\d* of/);
    await app.playToTheEnd();
    await expect(app.sentence).toContainText(story);
    await expect(
      app.results.getByRole('img', { name: /^Reward of every child looked at, .* the best so far/ }),
    ).toBeVisible();
    await expect(app.best.locator('button').first()).toBeVisible();
    const { text, name } = await app.exportRecord();
    const record = readRecord(text);
    expect(record.curves.evaluated?.number.length).toBeGreaterThan(1);
    expect(record.counters.childSteps).toBeLessThanOrEqual('budget' in changes ? changes.budget : 4);
    await app.drop(name, text);
    await expect(
      app.results.getByRole('img', { name: /^Reward of every child looked at, .* the best so far/ }),
    ).toBeVisible();
  });
}

test('a method’s own series are drawn inside their charts, to where the record says', async ({ app }) => {
  await app.open(smallLink({ strategy: 'local-search', ...small, updates: 8 }));
  await app.playToTheEnd();
  const { curves } = readRecord((await app.exportRecord()).text);
  for (const [id, digits] of [
    ['incumbent', 3],
    ['climbs', 0],
  ] as const) {
    const last = curves.measured?.[id]?.at(-1);
    expect(typeof last).toBe('number');
    const chart = app.results.getByRole('img', { name: new RegExp(`^${id}: `, 'i') });
    await expect(chart).toHaveAccessibleName(
      new RegExp(Number(last).toFixed(digits).replace('-', '[-−]').replace('.', '\\.')),
    );
    const [frame, line] = await chart.evaluate((svg) => {
      const paths = [...svg.querySelectorAll('path')].map((path) => path.getBoundingClientRect());
      const box = svg.getBoundingClientRect();
      return [
        { top: box.top, bottom: box.bottom },
        { top: Math.min(...paths.map(({ top }) => top)), bottom: Math.max(...paths.map(({ bottom }) => bottom)) },
      ] as const;
    });
    expect(line.top).toBeGreaterThan(frame.top);
    expect(line.bottom).toBeLessThanOrEqual(frame.bottom + 1);
  }
});

test('a child made by hand is not scored where nothing is shared', async ({ app, page }) => {
  await app.open(smallLink({ strategy: 'random-scratch', ...small, budget: 100 }));
  await expect(app.figure.getByRole('region', { name: /^Even chances, one pair of bars/ })).toBeVisible();
  await app.playToTheEnd();
  await app.chips.first().click();
  await page.getByRole('menu').getByRole('menuitemradio', { checked: false }).first().click();
  await expect(app.sentence).toContainText('Nothing is shared that it could be scored with');
  await expect(app.results.getByRole('region', { name: 'Does sharing rank right?' })).toHaveCount(0);
});

test('children are ranked, the ranking can be cancelled, and it says no more than it knows', async ({ app }) => {
  await app.open(smallLink({ ranked: 4 }));
  const panel = app.results.getByRole('region', { name: 'Does sharing rank right?' });
  await expect(panel).toContainText('Waits for trained shared weights: press Play.');
  await app.playToTheEnd();
  await panel.getByRole('button', { name: 'Rank children' }).click();
  await expect(panel.getByRole('progressbar', { name: 'Ranking' })).toBeVisible();
  await panel.getByText('every predictor').click();
  await expect(panel.getByRole('row')).toHaveCount(5);
  await expect(panel.getByRole('img', { name: /^Accuracy trained alone .* 4 children:/ })).toBeVisible();
  const { ranking } = readRecord((await app.exportRecord()).text);
  expect(ranking?.children).toHaveLength(4);
  expect(ranking?.agreements.map(({ predictor }) => predictor)).toEqual([
    'accuracy',
    'loss',
    'convolutions',
    'multiplyAdds',
  ]);
  await panel.getByRole('button', { name: 'Rank again' }).click();
  await panel.getByRole('button', { name: 'Cancel ranking' }).click();
  await expect(panel.getByRole('button', { name: 'Rank again' })).toBeVisible();
  await expect(panel.getByRole('table')).toHaveCount(0);
});
