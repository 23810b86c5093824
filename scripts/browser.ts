import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer, type Plugin } from 'vite';
import { chromiumArguments } from './chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** An empty page on the server's own origin: what runs here needs no more of a document. */
const blankPage: Plugin = {
  name: 'blank-page',
  configureServer({ middlewares }) {
    middlewares.use('/blank', (_request, response) => {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>blank</title>');
    });
  },
};

/** A function of one of the sources, to be called in a browser. */
export interface BrowserCall {
  /** Its module: a file of the repository. */
  readonly module: URL;
  /** Its name; it takes (order, address of the page, what reports a line, a `PageHost`) and resolves with plain data. */
  readonly name: string;
  /** Plain data. */
  readonly order: unknown;
  /** Further modules that are loaded at run time, a worker's say. */
  readonly entries?: readonly URL[];
  /** Takes what the function saves on its way. */
  readonly save?: PageHost['save'];
  /** It ends soon after its own signal is aborted, so the browser waits for that. */
  readonly endsOnAbort?: boolean;
}

/** What else a called function gets. */
export interface PageHost {
  /** Hands over a text, whatever becomes of the page afterwards: the result so far, or what has a name of its own. */
  readonly save: (name: string | null, text: string) => void;
  /** Aborted when the caller's is. */
  readonly signal: AbortSignal;
}

/**
 * Serves the sources on localhost, opens a headless browser of its own and calls a function in it. `signal` ends it early:
 * the promise then rejects, or resolves with what a function that `endsOnAbort` makes of it.
 */
export async function callInBrowser<Result>(
  { module, name, order, entries = [], save = () => undefined, endsOnAbort = false }: BrowserCall,
  executablePath: string,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<Result> {
  const [path = '', ...others] = [module, ...entries].map(fromRoot);
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    // A cache for each call, and the dependencies found before the page loads: finding one later would reload the page.
    cacheDir: `node_modules/.vite/${name}`,
    optimizeDeps: { entries: [path, ...others] },
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
    const over = new AbortController();
    const close = () => void browser.close();
    try {
      const page = await browser.newPage();
      const abortInPage = () => void page.evaluate('stop.abort()').catch(close);
      signal.addEventListener('abort', endsOnAbort ? abortInPage : close, { signal: over.signal });
      signal.throwIfAborted();
      page.on('pageerror', (error) => report(error.message));
      await page.exposeFunction('report', report);
      await page.exposeFunction('save', save);
      await page.goto(new URL('blank', baseUrl).href);
      await page.evaluate('globalThis.stop = new AbortController()');
      const host = '{ save: globalThis.save, signal: globalThis.stop.signal }';
      const call = `${name}(${JSON.stringify(order)}, ${JSON.stringify(baseUrl)}, globalThis.report, ${host})`;
      signal.throwIfAborted();
      return await page.evaluate<Result>(`import(${JSON.stringify(`/${path}`)}).then(({ ${name} }) => ${call})`);
    } finally {
      over.abort();
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

function fromRoot(file: URL): string {
  return relative(root, fileURLToPath(file)).replaceAll('\\', '/');
}
