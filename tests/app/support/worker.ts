import type { Page } from '@playwright/test';

/**
 * Runs `prelude` in the page's worker before the worker hears its first command: init scripts of the browser do not
 * reach workers. It must not use anything from outside itself.
 */
export async function inWorker(page: Page, prelude: () => void): Promise<void> {
  await page.route(/\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${prelude.toString()})();\n${await response.text()}` });
  });
}

/** Keeps the page's worker at hand, so that a test can take its graphics device away: no control of the page does. */
export async function holdWorker(page: Page): Promise<{ loseDevice: () => Promise<void> }> {
  await page.addInitScript(() => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- bound to its worker by call()
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: unknown) {
      Object.assign(window, { heldWorker: this });
      post.call(this, message);
    };
  });
  return {
    loseDevice: () =>
      page.evaluate(() =>
        (window as unknown as { heldWorker: Worker }).heldWorker.postMessage({ kind: 'lose-device' }),
      ),
  };
}
