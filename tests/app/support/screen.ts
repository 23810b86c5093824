import { readFileSync } from 'node:fs';
import { type Download, expect, type Locator, type Page } from '@playwright/test';
import { parseRecord } from '../../../src/experiment/parse-record.ts';
import type { RunRecord } from '../../../src/experiment/record.ts';
import { smallLink } from './links.ts';

/** The parts of the page by the roles and names that a person meets. */
export class Screen {
  readonly page: Page;
  readonly run: Locator;
  readonly status: Locator;
  readonly story: Locator;
  /** The one sentence of what just happened. */
  readonly sentence: Locator;
  readonly figure: Locator;
  /** The letters on the edges of the child that is drawn. */
  readonly chips: Locator;
  readonly settings: Locator;
  readonly results: Locator;
  readonly compare: Locator;
  readonly best: Locator;
  readonly time: Locator;
  readonly curves: Locator;

  constructor(page: Page) {
    this.page = page;
    this.run = page.getByRole('group', { name: 'Run' });
    this.status = page.getByRole('contentinfo', { name: 'Status' });
    this.story = page.getByRole('region', { name: 'What just happened' });
    this.sentence = this.story.getByRole('paragraph');
    this.figure = page.getByRole('region', { name: 'Supernet and sampled child' });
    this.chips = this.figure.getByRole('group', { name: 'Edges of the child' }).getByRole('button');
    this.settings = page.getByRole('complementary', { name: 'Settings' });
    this.results = page.getByRole('complementary', { name: 'How it is going' });
    this.compare = this.results.getByRole('region', { name: 'Against chance' });
    this.best = this.results.getByRole('region', { name: 'Best children' });
    this.time = this.story.getByRole('slider', { name: 'Time' });
    this.curves = this.results.getByRole('slider', { name: 'Read the curves at' });
  }

  /** Opens a link and waits until the run can start. */
  async open(link = smallLink()): Promise<void> {
    await this.page.goto(`./${link}`);
    await this.is('ready');
  }

  /** Waits for a state of the run, as the status line words it. */
  async is(state: 'ready' | 'live' | 'paused' | 'finished' | 'recorded'): Promise<void> {
    await expect(this.status).toHaveText(new RegExp(`^\\s*${state}`));
  }

  /** Waits until so many steps and updates are done. */
  async counts(steps: number, updates: number): Promise<void> {
    await expect(this.status).toContainText(new RegExp(`step ${steps} of .* update ${updates} of`));
  }

  /** A button of the bar's group Run. */
  button(name: string): Locator {
    return this.run.getByRole('button', { name, exact: true });
  }

  async playToTheEnd(): Promise<void> {
    await this.button('Play').click();
    await this.is('finished');
  }

  async retrain(): Promise<void> {
    await this.compare.getByRole('button', { name: /^Retrain/ }).click();
    await expect(this.sentence).toContainText(/Each was trained once\./);
  }

  /** Chooses an item of one of the bar's menus. */
  async choose(menu: 'Open' | 'Copy link' | 'Export' | 'View', item: string): Promise<void> {
    // In a small window the menus are in another.
    const more = this.page.getByRole('button', { name: 'Menu', exact: true });
    if (await more.isVisible()) await more.click();
    await this.page.getByRole('button', { name: menu, exact: true }).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** Exports the run record as the file that a person gets. */
  async exportRecord(): Promise<{ readonly name: string; readonly text: string }> {
    const download = await this.download('run record, JSON');
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
  }

  async download(item: string): Promise<Download> {
    const coming = this.page.waitForEvent('download');
    await this.choose('Export', item);
    return coming;
  }

  /** Drops a good record on the page, and waits until it is open. */
  async drop(name: string, text: string): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      ([file, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], file, { type: 'application/json' }));
        return transfer;
      },
      [name, text] as const,
    );
    await this.page.dispatchEvent('body', 'dragover', { dataTransfer });
    await expect(this.page.getByText('Drop a run record to look at it.')).toBeVisible();
    await this.page.dispatchEvent('body', 'drop', { dataTransfer });
    await this.is('recorded');
  }
}

/** A record that must be a good one. */
export function readRecord(text: string): RunRecord {
  const parsed = parseRecord(text);
  if (!parsed.ok) throw new Error(parsed.sentence);
  return parsed.record;
}

/** All of a record but the time it took. */
export function withoutSeconds(text: string): RunRecord {
  const record = readRecord(text);
  return { ...record, counters: { ...record.counters, seconds: 0 } };
}
