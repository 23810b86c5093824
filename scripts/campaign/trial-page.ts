import type { Page } from 'playwright';
import { parseRecord } from '../../src/experiment/parse-record.ts';
import type { RunRecord } from '../../src/experiment/record.ts';
import { Fault, hold } from './part.ts';

/** The smallest experiment that still does everything, and takes about a second and a half on a processor. */
const tiny = {
  v: '1',
  preset: 'quick-tour',
  nodes: '1',
  ch: '4',
  stages: '1',
  side: '7',
  batch: '8',
  m: '1',
  warm: '0',
  rounds: '3',
  steps: '8',
  updates: '3',
  children: '2',
  rbatch: '16',
  dn: '2',
  dimages: '64',
  hidden: '8',
} as const;

const undisturbed = new Map<string, RunRecord>();

const PATIENCE_MS = 90_000;

type State = 'ready' | 'live' | 'paused' | 'finished' | 'failed' | 'recorded';

/** The built page with the tiny experiment, driven as a person would. */
export class TrialPage {
  readonly page: Page;
  readonly #address: string;
  readonly #errors: string[] = [];

  constructor(page: Page, address: string) {
    this.page = page;
    this.#address = `${address}#${new URLSearchParams(tiny).toString()}`;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.#errors.push(error.message));
  }

  async open(): Promise<void> {
    await this.page.goto(this.#address);
    await this.reach('ready');
  }

  /** Waits for one of the states, as the status line words them; resolves to the one that came. */
  async reach(...states: readonly State[]): Promise<State> {
    const badge = this.page.locator('.badge').filter({ hasText: new RegExp(`^\\s*(${states.join('|')})\\s*$`) });
    await badge.waitFor().catch(async () => {
      const shown = ((await this.page.locator('.badge').textContent()) ?? '').trim();
      throw new Fault(`“${shown}” and never ${states.join(' or ')}: ${await this.story()}`);
    });
    return ((await badge.textContent()) ?? '').trim() as State;
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).first().click();
  }

  /** Waits until at least so many shared-weight steps are on the page, or the run is over. */
  async trained(steps: number): Promise<void> {
    await this.page.waitForFunction(
      (least) => {
        const badge = document.querySelector('.badge')?.textContent.trim();
        const done = /step (\d+) of/.exec(document.querySelector('footer')?.textContent ?? '')?.[1];
        return badge === 'finished' || badge === 'failed' || Number(done ?? 0) >= least;
      },
      steps,
      { polling: 20 },
    );
  }

  story(): Promise<string> {
    return this.page.getByRole('region', { name: 'What just happened' }).getByRole('paragraph').innerText();
  }

  /** The record that the page exports, without the time that it took. */
  async record(): Promise<RunRecord> {
    await this.press('Export');
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('menuitem', { name: 'run record, JSON', exact: true }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const parsed = parseRecord(Buffer.concat(chunks).toString());
    hold(parsed.ok, `the exported record cannot be opened: ${parsed.ok ? '' : parsed.sentence}`);
    return { ...parsed.record, counters: { ...parsed.record.counters, seconds: 0 } };
  }

  /** Plays the run, from whatever it is at, to its end. */
  async playToTheEnd(): Promise<RunRecord> {
    await this.press('Play');
    await this.reach('finished');
    return this.record();
  }

  /**
   * The record of a run that nothing happened to on that kind of device, made once for all trials; the page is ready
   * for a fresh run afterwards.
   */
  async undisturbed(device: string): Promise<RunRecord> {
    const known = undisturbed.get(device);
    if (known !== undefined) return known;
    const record = await this.playToTheEnd();
    undisturbed.set(device, record);
    await this.press('Start over');
    await this.reach('ready');
    return record;
  }

  /** Weight steps of the run that the browser has kept for the next visit; null where it has kept none. */
  async keptSteps(): Promise<number | null> {
    const text = await this.page.evaluate(
      () =>
        new Promise<string | null>((resolve, reject) => {
          const opening = indexedDB.open('nas-playground');
          opening.onerror = () => reject(new Error('The storage does not open.'));
          opening.onsuccess = () => {
            const database = opening.result;
            if (!database.objectStoreNames.contains('runs')) resolve(null);
            else {
              const asked = database.transaction('runs').objectStore('runs').get('last-run');
              asked.onsuccess = () => resolve((asked.result as string | undefined) ?? null);
              asked.onerror = () => reject(new Error('The storage does not answer.'));
            }
            database.close();
          };
        }),
    );
    if (text === null) return null;
    const parsed = parseRecord(text);
    hold(parsed.ok, `the kept run cannot be opened: ${parsed.ok ? '' : parsed.sentence}`);
    return parsed.history.weights.length;
  }

  /** Nothing uncaught has happened on the page. */
  holdQuiet(): void {
    hold(this.#errors.length === 0, `uncaught on the page: ${this.#errors.join('; ')}`);
  }
}

/** Keeps the page's worker at hand, for messages that no control of the page sends. To be called before it is opened. */
export async function holdWorker(page: Page): Promise<(message: unknown) => Promise<void>> {
  // As text: what compiles these scripts adds helpers to functions that the page does not have.
  await page.addInitScript(`{
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message) {
      window.heldWorker = this;
      post.call(this, message);
    };
  }`);
  // As JSON: Playwright never comes back from handing over what is nested hundreds deep.
  return (message) =>
    page.evaluate(
      (sent) =>
        (window as unknown as { heldWorker: Worker }).heldWorker.postMessage(
          sent === undefined ? undefined : JSON.parse(sent),
        ),
      JSON.stringify(message) as string | undefined,
    );
}
