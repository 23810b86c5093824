import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { parseRecord, type ParsedRecord } from '../../../src/experiment/parse-record.ts';

/** The smallest experiment that still does everything, as changes of the quick tour. */
const tiny = {
  nodes: '1',
  ch: '4',
  stages: '1',
  side: '7',
  batch: '8',
  warm: '0',
  rounds: '1',
  steps: '2',
  updates: '2',
  children: '2',
  rbatch: '16',
  dn: '2',
  dimages: '64',
  rsteps: '10',
  k: '1',
  hidden: '8',
};

/** The address of the tiny experiment, with some settings otherwise. */
export function tinyLink(changes: Readonly<Record<string, string>> = {}): string {
  return `.#${new URLSearchParams({ v: '1', preset: 'quick-tour', ...tiny, ...changes }).toString()}`;
}

/** Long enough never to end by itself during a test. */
export const endless = { rounds: '200', steps: '500' } as const;

type State = 'loading' | 'ready' | 'live' | 'paused' | 'finished' | 'failed' | 'recorded';

/** Waits until the status line's badge says so. */
export async function reach(page: Page, state: State): Promise<void> {
  await expect(page.locator('.badge')).toHaveText(state, { timeout: 500_000 });
}

/** The one sentence under the figure. */
export function story(page: Page): Locator {
  return page.getByRole('region', { name: 'What just happened' }).locator('p');
}

export async function play(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Play', exact: true }).click();
}

/** Waits until at least `steps` shared-weight steps are on the page. */
export async function trained(page: Page, steps: number): Promise<void> {
  await expect
    .poll(async () => Number(/step (\d+) of/.exec((await page.locator('footer').textContent()) ?? '')?.[1] ?? 0), {
      timeout: 500_000,
    })
    .toBeGreaterThanOrEqual(steps);
}

/** What the story's button “Save the run” saves, read back as the page would. */
export async function savedRun(page: Page): Promise<Extract<ParsedRecord, { ok: true }>> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the run' }).click(),
  ]);
  const parsed = parseRecord(await readFile(await download.path(), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.sentence);
  return parsed;
}

/** The loss curve is drawn, and the status line counts what was done before. */
export async function expectHistoryDrawn(page: Page, steps: number): Promise<void> {
  await expect(page.locator('footer')).toContainText(new RegExp(`step ${steps} of`));
  await expect(page.getByRole('img', { name: /^Shared weights: training loss [\d.]/ })).toBeVisible();
}
