import { createServer, type AddressInfo } from 'node:net';

/** Not the root: the page must work from any sub-path. */
export const SUB_PATH = '/some/where/nas/';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Chosen once: Playwright's workers read the configuration again, and inherit the variable. */
process.env['APP_TEST_PORT'] ??= String(await freePort());
export const port = Number(process.env['APP_TEST_PORT']);

export const pageUrl = `http://127.0.0.1:${port}${SUB_PATH}`;
