import { test as base } from '@playwright/test';
import { Screen } from './screen.ts';
import { watchForTrouble } from './violations.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  readonly app: Screen;
  /** The text of a finished run's record with its comparison, as the page exports it. */
  readonly finishedRecord: string;
}

/** Has the page compute on the processor at once: else it would ask for graphics, which are not there, for a while. */
function askForProcessor(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- bound to its worker by call()
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, message: { readonly kind: string }) {
    post.call(this, message.kind === 'start' ? { ...message, backend: 'cpu' } : message);
  };
}

export const test = base.extend<Pick<Fixtures, 'app'>, Pick<Fixtures, 'finishedRecord'>>({
  app: async ({ page }, use) => {
    if (base.info().project.name === 'processor') await page.addInitScript(askForProcessor);
    const trouble = await watchForTrouble(page);
    await use(new Screen(page));
    base.expect(trouble).toEqual([]);
  },
  finishedRecord: [
    async ({ browser }, use) => {
      const page = await browser.newPage({ baseURL: base.info().project.use.baseURL ?? '' });
      const app = new Screen(page);
      await app.open();
      await app.playToTheEnd();
      await app.retrain();
      const { text } = await app.exportRecord();
      await page.close();
      await use(text);
    },
    { scope: 'worker' },
  ],
});
