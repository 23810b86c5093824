import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { helpText, readOrder, type CampaignOrder } from './campaign/order.ts';
import { pageParts, textParts } from './campaign/parts/parts.ts';
import { type Figures, figuresTable, runPagePart, runTextPart, type Until } from './campaign/run.ts';
import { chromiumLaunch } from './chromium.ts';
import { FAILED, runCommand, say } from './command-line.ts';
import { triedStandardOutput, writeOrRescue } from './output-file.ts';
import { prepare } from './search/prepare.ts';

/** `npm run campaign`: see `--help`. The table goes to standard output, all else to standard error. */
async function main(): Promise<number> {
  const order = readOrder(process.argv.slice(2), Date.now());
  if (order === 'help') {
    process.stdout.write(helpText);
    return 0;
  }
  const output = triedStandardOutput();
  say(`Seeds from ${order.seed}.`);
  const figures = [...(await onTexts(order)), ...(await onPages(order))];
  const isWritten = writeOrRescue(output, `${figuresTable(figures)}\n`, 'campaign.txt');
  return isWritten && figures.every(({ lost }) => lost === 0) ? 0 : FAILED;
}

/** Each part has its share of the time from when it begins. */
function untilOf({ minutes, parts, trials }: CampaignOrder): Until {
  return { trials, time: performance.now() + (minutes * 60_000) / parts.length };
}

async function onTexts(order: CampaignOrder): Promise<readonly Figures[]> {
  const figures: Figures[] = [];
  for (const part of textParts.filter(({ id }) => order.parts.includes(id))) {
    figures.push(await runTextPart(part, order.seed, untilOf(order), say));
  }
  return figures;
}

async function onPages(order: CampaignOrder): Promise<readonly Figures[]> {
  const parts = pageParts.filter(({ id }) => order.parts.includes(id));
  if (parts.length === 0) return [];
  if (prepare() === null) throw new Error('There is no browser for the trials on the page.');
  await build({ logLevel: 'warn' });
  const server = await preview({ preview: { host: '127.0.0.1', port: 0 }, logLevel: 'warn' });
  const address = server.resolvedUrls?.local[0];
  try {
    if (address === undefined) throw new Error('The local server has no address.');
    const figures: Figures[] = [];
    for (const part of parts) {
      const { args, ...launch } = chromiumLaunch();
      const browser = await chromium.launch({ ...launch, args: part.graphics ? args : WITHOUT_GRAPHICS });
      try {
        figures.push(await runPagePart(part, { browser, address }, order.seed, untilOf(order), say));
      } finally {
        await browser.close();
      }
    }
    return figures;
  } finally {
    await server.close();
  }
}

/** Everything is computed on the processor: trials that need no device are quicker so. */
const WITHOUT_GRAPHICS = ['--disable-gpu', '--disable-software-rasterizer', '--no-first-run'];

await runCommand(main);
