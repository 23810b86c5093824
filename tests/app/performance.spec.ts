import { gzipSync } from 'node:zlib';
import { type Browser, expect, test, type Page } from '@playwright/test';
import { play, reach } from './support/tiny.ts';
import { watchForTrouble } from './support/violations.ts';

/*
 * What the page promises, held by order, counts and processor time: nothing here depends on how fast or how busy the
 * machine is. How long a person waits is measured by `npm run bench -- --only startup`.
 */
const FIRST_LOAD_BYTES = 120_000;
/** Processor time of the longest task of the page's main thread during a search, in ms… */
const LONG_TASK_MS = 50;
/** … on a processor that goes through the yardstick in so many ms. A slower one may take longer in proportion. */
const YARDSTICK_MS = 1.3;

/** Compiling the default networks in software takes long where the machine is slow; waits end when it is done. */
test.setTimeout(1_000_000);
const patient = expect.configure({ timeout: 500_000 });

test('what is loaded before the worker’s code is at most 120 kB, gzipped', async ({ page }) => {
  const bodies: Promise<number>[] = [];
  const asked: string[] = [];
  let beforeWorker = true;
  page.on('request', (request) => {
    if (request.url().includes('/worker-')) beforeWorker = false;
  });
  page.on('response', (response) => {
    if (!beforeWorker || response.url().includes('/worker-')) return;
    asked.push(response.url());
    bodies.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.goto('.');
  await expect.poll(() => beforeWorker).toBe(false);
  const bytes = (await Promise.all(bodies)).reduce((sum, length) => sum + length, 0);
  console.log(`first load: ${(bytes / 1_000).toFixed(1)} kB gzipped in ${asked.length} files`);
  expect(asked.some((url) => url.endsWith('.js'))).toBe(true);
  expect(asked.some((url) => url.endsWith('.css'))).toBe(true);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
});

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Processor time of the thread, in µs. */
  readonly tdur?: number;
}

/** Processor time, in ms, of each task that a page's main thread ran meanwhile. */
async function tasksDuring(page: Page, work: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser() as Browser;
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await work();
  const trace = await browser.stopTracing();
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(thread),
  );
  return traceEvents
    .filter((event) => event.name === 'RunTask' && mains.has(thread(event)))
    .map(({ tdur = 0 }) => tdur / 1_000);
}

test('the cell is drawn before anything is computed: without the worker’s code and without data', async ({ page }) => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/worker-[^/]*\.js$|\/data\//, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('.');
  await page.waitForFunction(() => document.querySelector('main.figure svg path') !== null);
  await expect(page.locator('.badge')).toHaveText('loading');
  release();
  await patient(page.locator('.badge')).toHaveText('ready');
});

/**
 * Begins to time a million integer operations ten times a second on the page's main thread, beside all it has to do:
 * a core that is shared, also with the other half of itself, goes through everything more slowly, this included.
 */
function beginYardstick(): void {
  const times: number[] = [];
  setInterval(() => {
    const start = performance.now();
    let word = 1;
    for (let step = 0; step < 1_000_000; step++) word = (Math.imul(word, 1_664_525) + 1_013_904_223) | 0;
    times.push(word === 0 ? Infinity : performance.now() - start);
  }, 100);
  Object.assign(window, { yardstickTimes: times });
}

/** The median of what has been timed, in ms. */
function yardstick(): number {
  const { yardstickTimes } = window as unknown as { readonly yardstickTimes: number[] };
  return yardstickTimes.toSorted((first, second) => first - second)[yardstickTimes.length >> 1] ?? NaN;
}

/** Holds the tasks of the page to processor time: one that waits for a core taken by software graphics is not longer. */
async function expectShortTasks(page: Page, search: () => Promise<void>): Promise<void> {
  await page.evaluate(beginYardstick);
  const tasks = await tasksDuring(page, search);
  const slowness = Math.max(1, (await page.evaluate(yardstick)) / YARDSTICK_MS);
  const longest = Math.max(...tasks);
  console.log(
    `longest of ${tasks.length} tasks: ${longest.toFixed(1)} ms of processor time, ` +
      `on a processor ${slowness.toFixed(1)} times as slow as that of the bound`,
  );
  expect(tasks.length).toBeGreaterThan(100);
  expect(longest).toBeLessThanOrEqual(LONG_TASK_MS * slowness);
}

/** Keeps what the status line said when the first child's edges were on the page. */
async function noteFirstChild(page: Page): Promise<void> {
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('g.child .edge') === null) return;
      observer.disconnect();
      Object.assign(window, { statusAtFirstChild: document.querySelector('footer')?.textContent });
    });
    observer.observe(document.body, { subtree: true, childList: true });
  });
}

test('the default network shows its first child before the round ends, and has no task over 50 ms in it', async ({
  page,
}) => {
  const trouble = await watchForTrouble(page);
  await page.goto('.#warm=10&rounds=1&steps=10&updates=5');
  await reach(page, 'ready');
  await noteFirstChild(page);
  await expectShortTasks(page, async () => {
    await play(page);
    await patient(page.locator('footer')).toContainText(/step 20 of .* update 5 of/);
  });
  const status = await page.evaluate(() => (window as { statusAtFirstChild?: string }).statusAtFirstChild);
  const step = Number(/step (\d+) of/.exec(status ?? '')?.[1] ?? Infinity);
  console.log(`first child drawn at step ${step} of 20`);
  expect(step).toBeLessThan(20);
  expect(trouble).toEqual([]);
});

test('while a space of five nodes is searched, no task of the page takes over 50 ms', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  await page.goto('.#nodes=5&warm=0&steps=1&updates=2&batch=8&rbatch=16');
  await reach(page, 'ready');
  await expectShortTasks(page, async () => {
    await play(page);
    await patient(page.locator('footer')).toContainText(/update ([6-9]|\d\d) of/);
  });
  expect(trouble).toEqual([]);
});
