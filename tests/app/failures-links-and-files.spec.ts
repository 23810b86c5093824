import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { play, reach, story, tinyLink, trained } from './support/tiny.ts';
import { watchForTrouble } from './support/violations.ts';
import { withoutGraphics } from './support/without-graphics.ts';

test.use({ launchOptions: withoutGraphics });

test('a bad link is told part by part; what is good of it is applied and runs', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  await page.goto(tinyLink({ nodes: '99', lr: 'NaN', colour: 'blue', v: '7', arc: '0 bogus' }));
  for (const sentence of [
    'The link is of version “7”, this page reads version 1.',
    /[Nn]odes in a cell must be from 1 to 5.*not “99”/,
    '2 more do not hold.',
    'The rest of the link is applied.',
  ]) {
    await expect(story(page)).toContainText(sentence);
  }
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(page.locator('footer')).toContainText('step 0 of 2');
  await reach(page, 'ready');
  await play(page);
  await trained(page, 2);
  expect(trouble).toEqual([]);
});

test('a link of nonsense, of another preset or far too long leaves the default experiment', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  const cases = [
    ['.#%E0%A4%A&&&===', /which is not a setting/],
    ['.#preset=bogus', /There is no preset “bogus”; \S+ is used\./],
    [`.#lr=${'9'.repeat(5_000)}`, /The link is longer than 4000 characters, so nothing of it was applied\./],
  ] as const;
  for (const [link, sentence] of cases) {
    await page.goto('about:blank');
    await page.goto(link);
    await expect(story(page)).toContainText(sentence);
    await expect(page.locator('main.figure svg').first()).toBeVisible();
  }
  expect(trouble).toEqual([]);
});

interface Dropped {
  readonly name: string;
  readonly text: string;
  readonly type?: string;
  /** Repeats the text to a length that a test would rather not send. */
  readonly times?: number;
}

async function drop(page: Page, { name, text, type = 'application/json', times = 1 }: Dropped): Promise<void> {
  await page.evaluate(
    (file) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([file.text.repeat(file.times)], file.name, { type: file.type }));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    { name, text, type, times },
  );
}

/** The run's record, exported from the menu, as JSON that can be spoilt. */
async function exported(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'run record, JSON' }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

test('a bad file is refused with a sentence and changes nothing; a good one opens', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  await page.goto(tinyLink());
  await reach(page, 'ready');
  await play(page);
  await reach(page, 'finished');
  const good = await exported(page);
  const spoilt = (from: RegExp, to: string) => {
    const text = good.replace(from, to);
    expect(text).not.toBe(good);
    return text;
  };

  const refused: readonly (readonly [Dropped, RegExp])[] = [
    [{ name: 'notes.txt', text: 'hello', type: 'text/plain' }, /^notes\.txt was not opened: The file is not JSON\./],
    [{ name: 'empty.json', text: '' }, /^empty\.json is empty, so it was not opened\./],
    [{ name: 'photo.png', text: '\u0089PNG\r\n\u001a\n\u0000', type: 'image/png' }, /not JSON/],
    [{ name: 'other.json', text: '{"name":"other"}' }, /is JSON, but not a run record/],
    [
      { name: 'hostile.json', text: '{"schema":{"toString":1},"curves":{}}' },
      /^hostile\.json was not opened: The record is of schema/,
    ],
    [{ name: 'list.json', text: '[1,2,3]' }, /is JSON, but not a run record/],
    [{ name: 'deep.json', text: `${'['.repeat(100_000)}${']'.repeat(100_000)}` }, /is JSON, but not a run record/],
    [{ name: 'cut.json', text: good.slice(0, -50) }, /not JSON/],
    [
      { name: 'new.json', text: spoilt(/"schema":\s*\d/, '"schema": 99') },
      /of schema “99”; this page reads schemas up to 2/,
    ],
    [
      { name: 'inf.json', text: spoilt(/"childSteps":\s*\d+/, '"childSteps": 1e999') },
      /“counters\.childSteps” is missing/,
    ],
    [{ name: 'float.json', text: spoilt(/"seconds":\s*[\d.]+/, '"seconds": 1e308') }, /“counters\.seconds” is missing/],
    [
      { name: 'huge.json', text: spoilt(/"childSteps":\s*\d+/, '"childSteps": 1e300') },
      /“counters\.childSteps” is missing/,
    ],
    [
      { name: 'rounds.json', text: spoilt(/"rounds":\s*\d+/, '"rounds": 1000000000') },
      /settings do not hold: .*[Rr]ounds must be/,
    ],
    [{ name: 'seed.json', text: spoilt(/"seed":\s*\d+/, '"seed": 77') }, /two seeds/],
    [{ name: 'long.json', text: ' '.repeat(1_000), times: 64_001 }, /^long\.json is too long for a run record/],
  ];
  for (const [file, sentence] of refused) {
    await drop(page, file);
    await expect(story(page)).toContainText(sentence);
    await expect(story(page)).toContainText('Nothing changed.');
    await expect(page.locator('.badge')).toHaveText('finished');
    await expect(page.locator('footer')).toContainText('step 2 of 2 · update 2 of 2');
    await page.getByRole('button', { name: 'Understood' }).click();
  }

  for (const [items, sentence] of [
    ['none', 'Nothing was dropped that can be opened'],
    ['two', '2 files were dropped'],
    ['text', 'no notation of a child and no link'],
  ] as const) {
    await page.evaluate((what) => {
      const dataTransfer = new DataTransfer();
      if (what === 'two') for (const name of ['a', 'b']) dataTransfer.items.add(new File(['{}'], name));
      if (what === 'text') dataTransfer.setData('text', 'a word');
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, items);
    await expect(story(page)).toContainText(sentence);
  }
  await page.getByRole('button', { name: 'Understood' }).click();

  await drop(page, { name: 'good.json', text: good });
  await expect(story(page)).toContainText(/^good\.json is a recording of seed/);
  await page.getByRole('button', { name: 'Leave the recording' }).click();
  await reach(page, 'finished');
  expect(trouble).toEqual([]);
});

test('a record whose numbers are absurd but finite draws without an error', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  await page.goto(tinyLink());
  await reach(page, 'ready');
  await play(page);
  await reach(page, 'finished');
  const record = JSON.parse(await exported(page)) as {
    curves: { weights: { loss: number[] }; policy: { baseline: number[] }; children: { reward: number[] } };
  };
  const { weights, policy, children } = record.curves;
  weights.loss = weights.loss.map((_, index) => (index % 2 === 0 ? 3e38 : 0));
  policy.baseline = policy.baseline.map(() => 3e38);
  children.reward = children.reward.map((_, index) => (index % 2 === 0 ? 3e38 : -3e38));
  await drop(page, { name: 'absurd.json', text: JSON.stringify(record) });
  await reach(page, 'recorded');
  const paths = await page
    .locator('.results path')
    .evaluateAll((all) => all.map((path) => path.getAttribute('d') ?? ''));
  expect(paths.filter((d) => /NaN|Infinity/.test(d))).toEqual([]);
  expect(trouble).toEqual([]);
});
