import { gzipSync } from 'node:zlib';
import { chromium, expect, type Page, test } from '@playwright/test';
import { pageUrl } from './support/server.ts';
import { play, reach, tinyLink } from './support/tiny.ts';
import { withoutGraphics } from './support/without-graphics.ts';

/** Function of tfjs whose name is left as it is when code is made small. */
const TFJS = 'registerBackend';
/** Of code that the worker loads where the engine computes, gzipped. */
const ENGINE_BYTES = 200_000;

/** Runs a search to its end and retrains; all the files that were loaded for it, by name. */
async function filesOf(page: Page): Promise<ReadonlyMap<string, Buffer>> {
  const bodies: Promise<readonly [string, Buffer]>[] = [];
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname.split('/').at(-1) ?? '';
    if (response.ok()) bodies.push(response.body().then((body) => [name, body] as const));
  });
  await page.goto(tinyLink());
  await reach(page, 'ready');
  await play(page);
  await reach(page, 'finished');
  await page
    .getByRole('button', { name: /^Retrain/ })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'Against chance' })).toContainText(/Better than \d of 1 random cell/);
  return new Map(await Promise.all(bodies));
}

const withTfjs = (files: ReadonlyMap<string, Buffer>): readonly string[] =>
  [...files].flatMap(([name, body]) => (body.includes(TFJS) ? [name] : []));

const packed = (body: Buffer | undefined): number => gzipSync(body ?? '', { level: 9 }).length;

test('where the engine computes, no byte of tfjs is loaded, and little code; the reference loads it', async ({
  page,
}) => {
  const files = await filesOf(page);
  const list = [...files].map(([name, body]) => `${name} ${(packed(body) / 1_000).toFixed(1)}`);
  console.log(`loaded for the engine, kB gzipped: ${list.join(', ')}`);
  expect(withTfjs(files)).toEqual([]);
  const worker = [...files.keys()].filter((name) => name.startsWith('worker-'));
  expect(worker).toHaveLength(1);
  expect(packed(files.get(worker[0] as string))).toBeLessThanOrEqual(ENGINE_BYTES);

  const browser = await chromium.launch(withoutGraphics);
  try {
    expect(withTfjs(await filesOf(await browser.newPage({ baseURL: pageUrl })))).toEqual([
      expect.stringMatching(/^tf-.*\.js$/),
    ]);
  } finally {
    await browser.close();
  }
});
