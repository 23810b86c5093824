import { expect, test, type Route } from '@playwright/test';
import { play, reach, story, tinyLink, trained } from './support/tiny.ts';
import { withoutGraphics } from './support/without-graphics.ts';

test.use({ launchOptions: withoutGraphics });

const FILE = '**/data/mnist-search.bin.gz';
const MANIFEST = '**/data/mnist.json';

async function answer(route: Route, change: (body: Buffer) => Buffer): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ status: 200, body: change(await response.body()), contentType: 'application/octet-stream' });
}

function flipped(body: Buffer): Buffer {
  const changed = Buffer.from(body);
  const middle = changed.length >> 1;
  changed.writeUInt8(changed.readUInt8(middle) ^ 1, middle);
  return changed;
}

function manifestWith(changes: object): (body: Buffer) => Buffer {
  return (body) => Buffer.from(JSON.stringify({ ...(JSON.parse(body.toString()) as object), ...changes }));
}

const missing = 'Check that the page’s data folder is there and start over, or choose the other data set.';
const damaged = 'Reload the page without the browser’s cache, or choose the other data set.';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly serve: (route: Route) => Promise<void>;
  readonly what: RegExp;
  readonly todo: string;
}

const cases: readonly Case[] = [
  {
    name: 'the pictures are not there',
    path: FILE,
    serve: (route) => route.fulfill({ status: 404, body: '' }),
    what: /^The file mnist-search\.bin\.gz is not on the server\./,
    todo: missing,
  },
  {
    name: 'the server answers any path with a page',
    path: MANIFEST,
    serve: (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    what: /^The file mnist\.json is not on the server\./,
    todo: missing,
  },
  {
    name: 'the server does not answer',
    path: FILE,
    serve: (route) => route.abort('connectionrefused'),
    what: /^The file mnist-search\.bin\.gz could not be fetched: the server does not answer\./,
    todo: missing,
  },
  {
    name: 'the pictures are cut off',
    path: FILE,
    serve: (route) => answer(route, (body) => body.subarray(0, body.length >> 1)),
    what: /^The file mnist-search\.bin\.gz is damaged/,
    todo: damaged,
  },
  {
    name: 'one bit of the pictures is wrong',
    path: FILE,
    serve: (route) => answer(route, flipped),
    what: /^The file mnist-search\.bin\.gz is damaged/,
    todo: damaged,
  },
  {
    name: 'the manifest is not JSON',
    path: MANIFEST,
    serve: (route) => answer(route, (body) => body.subarray(0, body.length >> 1)),
    what: /^The description of the data set mnist is damaged: it is not JSON\./,
    todo: damaged,
  },
  {
    name: 'the manifest is that of another data set',
    path: MANIFEST,
    serve: (route) => answer(route, manifestWith({ id: 'fashion-mnist' })),
    what: /^The description of the data set mnist is that of fashion-mnist\./,
    todo: damaged,
  },
  {
    name: 'the manifest names sizes that do not fit',
    path: MANIFEST,
    serve: (route) => answer(route, manifestWith({ side: 29 })),
    what: /^The description of the data set mnist is damaged: .*sizes/,
    todo: damaged,
  },
];

test('data that are missing or damaged are told, and taken once they are mended', async ({ page }) => {
  const startOver = page.locator('.story').getByRole('button', { name: 'Start over' });
  for (const [index, { name, path, serve, what, todo }] of cases.entries()) {
    await test.step(name, async () => {
      await page.route(path, serve);
      if (index === 0) await page.goto(tinyLink());
      else await startOver.click();
      await reach(page, 'failed');
      await expect(story(page)).toContainText(what);
      await expect(story(page)).toContainText('Your settings are kept.');
      await expect(story(page)).toContainText(todo);
      await page.unroute(path);
    });
  }
  await startOver.click();
  await reach(page, 'ready');
  await expect(page.locator('footer')).toContainText('step 0 of 2');
});

test('where one data set is missing, the other can be chosen and searched on', async ({ page }) => {
  await page.route(FILE, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(tinyLink());
  await reach(page, 'failed');
  await page.getByLabel('data set').selectOption('fashion-mnist');
  await reach(page, 'ready');
  await play(page);
  await trained(page, 1);
});

test('where the test images are missing, retraining says so and the search’s outcome is kept', async ({ page }) => {
  await page.route('**/data/mnist-test.bin.gz', (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(tinyLink());
  await reach(page, 'ready');
  await play(page);
  await reach(page, 'finished');
  await page.getByRole('button', { name: 'Retrain', exact: true }).last().click();
  await expect(story(page)).toContainText(/^The file mnist-test\.bin\.gz is not on the server\./);
  await expect(story(page)).toContainText('The record so far is kept: 2 weight steps and 2 policy updates.');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden();
  await page.unroute('**/data/mnist-test.bin.gz');
  await page.getByRole('button', { name: 'Retrain', exact: true }).last().click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
});
