import type { Page } from '@playwright/test';
import { smallLink } from './support/links.ts';
import { expect, test } from './support/test.ts';

/** Windows that the page is made for, in three columns, and what 150 % make of them, and phones. */
const wide = [
  [1280, 720],
  [1366, 768],
  [1440, 900],
  [1920, 1080],
] as const;
const others = [
  [960, 600],
  [911, 512],
  [853, 480],
  [390, 844],
  [360, 640],
] as const;

/** What is cut, wrapped or out of its column, in words. */
function faults(page: Page, columns: boolean): Promise<string[]> {
  return page.evaluate((inColumns) => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide`);
    const areas = ['.bar', '.setup', '.figure', '.results', '.story', '.status'];
    for (const area of areas) {
      const element = document.querySelector(`.screen > ${area}`);
      if (element === null) found.push(`${area} is missing`);
      else if (element.scrollWidth > element.clientWidth) found.push(`${area} is wider than its place`);
    }
    for (const element of document.querySelectorAll<HTMLElement>('select, button, td, th')) {
      if (element.matches('.off, .off *') || element.offsetWidth === 0) continue;
      if (element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${element.textContent.trim().slice(0, 40)}`);
    }
    if (!inColumns) return found;
    const bar = document.querySelector('.screen > .bar');
    if (bar !== null && bar.clientHeight > 56) found.push(`the bar takes ${bar.clientHeight}: more than one row`);
    const figure = document.querySelector('.screen > .figure');
    if (figure !== null && figure.scrollHeight > figure.clientHeight + 1)
      found.push(`the figure takes ${figure.scrollHeight} of ${figure.clientHeight}: bars are cut`);
    return found;
  }, columns);
}

test('nothing is cut, wrapped or out of its place at any size, with a wide font too', async ({ app, page }) => {
  await app.open(smallLink({ nodes: 5, strategy: 'enas' }));
  await app.playToTheEnd();
  for (const font of ['the usual', 'DejaVu Sans']) {
    await page.evaluate((name) => {
      const sheet = new CSSStyleSheet();
      if (name !== 'the usual') sheet.replaceSync(`:root { --sans: '${name}'; --serif: 'DejaVu Serif'; }`);
      document.adoptedStyleSheets.push(sheet);
    }, font);
    for (const [width, height] of [...wide, ...others]) {
      await page.setViewportSize({ width, height });
      const columns = width >= 1240;
      await expect
        .poll(() => faults(page, columns), { message: `${width} × ${height}, ${font}`, timeout: 60_000 })
        .toEqual([]);
    }
  }
});
