import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumLaunch } from '../../chromium.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const outDir = 'node_modules/.vite/bench-page';
const TIMEOUT = 120_000;

/** Milliseconds from opening the built page to the first sampled child on it, Play being pressed at once. */
export async function measureFirstChild(signal: AbortSignal): Promise<number> {
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const browser = await chromium.launch(chromiumLaunch());
  const close = (): void => void browser.close();
  signal.addEventListener('abort', close);
  try {
    signal.throwIfAborted();
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls?.local[0] ?? '', { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    // By the page's clock, in the frame after its edges are there.
    const drawn = await page.waitForFunction(
      () =>
        document.querySelector('g.child .edge') === null
          ? 0
          : new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
      null,
      { timeout: TIMEOUT },
    );
    return await drawn.jsonValue();
  } finally {
    signal.removeEventListener('abort', close);
    await browser.close();
    await server.close();
  }
}
