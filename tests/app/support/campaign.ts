import { expect, test } from '@playwright/test';
import type { PagePart } from '../../../scripts/campaign/part.ts';
import { runPagePart } from '../../../scripts/campaign/run.ts';
import { pageUrl } from './server.ts';

/** The short form of the campaign on the page: one trial of a part, the same every time. */
export function campaignTrial(part: PagePart): void {
  test(`campaign: ${part.id}`, async ({ browser }) => {
    const told: string[] = [];
    const until = { trials: 1, time: Infinity };
    const { lost } = await runPagePart(part, { browser, address: pageUrl }, 1, until, (line) => told.push(line));
    expect(told).toEqual([]);
    expect(lost).toBe(0);
  });
}
