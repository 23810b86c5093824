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
    // By the page's clock, in the frame after it is there.
    await page.addInitScript(() => {
      const note = (selector: string, name: string): void => {
        const look = (): void => {
          if (document.querySelector(selector) === null) requestAnimationFrame(look);
          else requestAnimationFrame(() => Object.assign(window, { [name]: performance.now() }));
        };
        requestAnimationFrame(look);
      };
      note('main.figure svg path', 'cellDrawnMs');
      note('g.child .edge', 'firstChildDrawnMs');
    });
    await page.goto(server.resolvedUrls?.local[0] ?? '', { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const drawn = await page.waitForFunction(
      () => {
        const { cellDrawnMs, firstChildDrawnMs } = window as Partial<Drawn>;
        return cellDrawnMs !== undefined && firstChildDrawnMs !== undefined && { cellDrawnMs, firstChildDrawnMs };
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
