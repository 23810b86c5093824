import type { Browser } from 'playwright';
import { RandomStream } from '../../src/math/random.ts';
import { type PagePart, type TextPart, verdicts, type Verdict } from './part.ts';

/** What came of one part's trials. */
export interface Figures extends Record<Verdict, number> {
  readonly id: string;
  tried: number;
  lost: number;
}

/** Told as it happens: a trial that lost something, and how to see it again. */
export type Report = (line: string) => void;

/** When a part's trials are over: after so many, or once the time has come, whichever is first. */
export interface Until {
  readonly trials: number;
  /** By `performance.now()`. */
  readonly time: number;
}

/** One trial's own numbers: they depend on nothing but its seed. */
const streamOf = (seed: number): RandomStream => new RandomStream(seed, 0);

async function runPart(
  id: string,
  firstSeed: number,
  until: Until,
  trial: (random: RandomStream) => Promise<Verdict> | Verdict,
  report: Report,
): Promise<Figures> {
  const figures: Figures = { id, tried: 0, refused: 0, accepted: 0, recovered: 0, lost: 0 };
  while (figures.tried < until.trials && (figures.tried === 0 || performance.now() < until.time)) {
    const seed = firstSeed + figures.tried++;
    try {
      figures[await trial(streamOf(seed))]++;
    } catch (error) {
      figures.lost++;
      const reason = error instanceof Error ? error.message : String(error);
      report(`${id}, seed ${seed}: ${reason}\n  again: npm run campaign -- --only ${id} --seed ${seed} --trials 1`);
    }
  }
  return figures;
}

/** Trials on texts, seed after seed. */
export function runTextPart(part: TextPart, firstSeed: number, until: Until, report: Report): Promise<Figures> {
  return runPart(part.id, firstSeed, until, (random) => part.trial(random), report);
}

/** Trials on the page at `address`, each in a fresh profile of the browser. */
export function runPagePart(
  part: PagePart,
  { browser, address }: { readonly browser: Browser; readonly address: string },
  firstSeed: number,
  until: Until,
  report: Report,
): Promise<Figures> {
  const trial = async (random: RandomStream): Promise<Verdict> => {
    const context = await browser.newContext({ acceptDownloads: true });
    try {
      return await part.trial(await context.newPage(), address, random);
    } finally {
      await context.close();
    }
  };
  return runPart(part.id, firstSeed, until, trial, report);
}

/** A table of the figures, with their sums. */
export function figuresTable(all: readonly Figures[]): string {
  const columns = ['tried', ...verdicts, 'lost'] as const;
  const sum = (column: (typeof columns)[number]): number => all.reduce((total, figures) => total + figures[column], 0);
  const rows = [
    ['', ...columns],
    ...all.map((figures) => [figures.id, ...columns.map((column) => String(figures[column]))]),
    ['all', ...columns.map((column) => String(sum(column)))],
  ];
  return rows.map(([id = '', ...cells]) => id.padEnd(12) + cells.map((cell) => cell.padStart(10)).join('')).join('\n');
}
