import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumLaunch } from '../../chromium.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const outDir = 'node_modules/.vite/bench-page';
const TIMEOUT = 120_000;

/** Milliseconds from opening the built page. */
export interface Drawn {
  readonly cellDrawnMs: number;
  /** To the first sampled child, Play being pressed at once. */
  readonly firstChildDrawnMs: number;
}

/** Opens the built page and waits for its cell and its first child. */
export async function measureFirstChild(signal: AbortSignal): Promise<Drawn> {
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
    // By the page's clock, in the frame after it is there. No function has a name: tsx would mark it with a helper that
    // the page does not have.
    await page.addInitScript(() => {
      new MutationObserver(() => {
        for (const [name, selector] of [
          ['cellDrawnMs', 'main.figure svg path'],
          ['firstChildDrawnMs', 'g.child .edge'],
        ] as const) {
          if (name in window || document.querySelector(selector) === null) continue;
          Object.assign(window, { [name]: 0 });
          requestAnimationFrame(() => Object.assign(window, { [name]: performance.now() }));
        }
      }).observe(document, { subtree: true, childList: true });
    });
    await page.goto(server.resolvedUrls?.local[0] ?? '', { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const drawn = await page.waitForFunction(
      () => {
        const { cellDrawnMs = 0, firstChildDrawnMs = 0 } = window as Partial<Drawn>;
        return cellDrawnMs > 0 && firstChildDrawnMs > 0 && { cellDrawnMs, firstChildDrawnMs };
      },
      null,
      { timeout: TIMEOUT },
    );
    return (await drawn.jsonValue()) as Drawn;
  } finally {
    signal.removeEventListener('abort', close);
    await browser.close();
    await server.close();
  }
}
