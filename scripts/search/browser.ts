import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer, type Plugin } from 'vite';
import { chromiumArguments } from '../chromium.ts';
import type { Outcome } from './drive.ts';
import type { SearchOrder } from './order.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const driver = fileURLToPath(new URL('./drive.ts', import.meta.url));

/** An empty page on the server's own origin: the search needs no more of a document. */
const blankPage: Plugin = {
  name: 'blank-page',
  configureServer({ middlewares }) {
    middlewares.use('/blank', (_request, response) => {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>search</title>');
    });
  },
};

/**
 * Serves the sources on localhost, opens a headless browser and runs the order in it. `signal` closes both early, and
 * the promise then rejects.
 */
export async function searchInBrowser(
  order: SearchOrder,
  executablePath: string,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    // Its own cache, and the dependencies found before the page loads: finding one later would reload the page.
    cacheDir: 'node_modules/.vite/search',
    optimizeDeps: { entries: ['scripts/search/drive.ts', 'src/worker/worker.ts'] },
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    plugins: [blankPage],
  });
  try {
    await server.listen();
    const baseUrl = server.resolvedUrls?.local[0];
    if (baseUrl === undefined) throw new Error('The local server has no address.');
    const browser = await chromium.launch({
      executablePath,
      args: chromiumArguments,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const close = () => void browser.close();
    signal.addEventListener('abort', close);
    try {
      signal.throwIfAborted();
      const page = await browser.newPage();
      page.on('pageerror', (error) => report(error.message));
      await page.exposeFunction('report', report);
      await page.goto(new URL('blank', baseUrl).href);
      const module = JSON.stringify(`/@fs${driver.startsWith('/') ? '' : '/'}${driver.replaceAll('\\', '/')}`);
      const call = `drive(${JSON.stringify(order)}, ${JSON.stringify(baseUrl)}, globalThis.report)`;
      return await page.evaluate<Outcome>(`import(${module}).then(({ drive }) => ${call})`);
    } finally {
      signal.removeEventListener('abort', close);
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
