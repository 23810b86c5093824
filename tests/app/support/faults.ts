import type { Page } from '@playwright/test';

/** Windows that the page is made for, in three columns. */
export const wide = [
  [1280, 720],
  [1366, 768],
  [1440, 900],
  [1920, 1080],
] as const;
/** What 150 % make of them, one between, and phones. */
export const others = [
  [1100, 700],
  [960, 600],
  [911, 512],
  [853, 480],
  [390, 844],
  [360, 640],
] as const;

/** Has the page set its words in a font, by its names of sans and serif. */
export async function setFont(page: Page, family: 'DejaVu'): Promise<void> {
  await page.evaluate((name) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:root { --sans: '${name} Sans'; --serif: '${name} Serif'; }`);
    document.adoptedStyleSheets.push(sheet);
  }, family);
}

/** What is cut, wrapped or out of its column, in words. */
export function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const inColumns = innerWidth >= 1240;
    if (document.documentElement.scrollWidth > innerWidth)
      found.push(`the page is ${document.documentElement.scrollWidth} wide`);
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
    const bar = document.querySelector('.screen > .bar');
    if (bar !== null && bar.clientHeight > 56) found.push(`the bar takes ${bar.clientHeight}: more than one row`);
    if (bar !== null && innerWidth < 900 && bar.clientHeight > 52) found.push(`the bar takes ${bar.clientHeight}`);
    const filled = [...document.querySelectorAll<HTMLElement>('button.primary')].filter((one) => one.offsetWidth > 0);
    if (filled.length > 1) found.push(`${filled.length} filled buttons`);
    const figure = document.querySelector('.screen > .figure');
    const whole = document.querySelector('.screen > .figure > .comparison') === null;
    if (inColumns && whole && figure !== null && figure.scrollHeight > figure.clientHeight + 1)
      found.push(`the figure takes ${figure.scrollHeight} of ${figure.clientHeight}: bars are cut`);
    return found;
  });
}

/** What a room of people would not see whole, or not be able to read. */
export function presenterFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight)
      found.push(`the page is ${scrollWidth} × ${scrollHeight}`);
    for (const area of ['.setup', '.bar', '.results']) {
      if (document.querySelector<HTMLElement>(`.screen > ${area}`)?.offsetWidth !== 0) found.push(`${area} is there`);
    }
    for (const area of ['.figure', '.one', '.story', '.status']) {
      const element = document.querySelector(`.screen > ${area}`);
      if (element === null) found.push(`${area} is missing`);
      else if (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1)
        found.push(`${area} is larger than its place`);
    }
    const inside = document.querySelector('.screen > .figure')?.getBoundingClientRect();
    for (const drawing of document.querySelectorAll('.screen > .figure svg')) {
      const box = drawing.getBoundingClientRect();
      if (inside !== undefined && (box.bottom > inside.bottom + 1 || box.right > inside.right + 1))
        found.push('a drawing leaves its place');
    }
    const sizeOf = (text: SVGTextElement) =>
      parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 0);
    const small = [...document.querySelectorAll<SVGTextElement>('.screen > .one text')].filter(
      (one) => sizeOf(one) < 16,
    );
    if (small.length > 0) found.push(`type of ${sizeOf(small[0] as SVGTextElement).toFixed(1)} in the curve`);
    const sentence = document.querySelector('.story p');
    if (sentence === null || parseFloat(getComputedStyle(sentence).fontSize) < 24) found.push('the sentence is small');
    return found;
  });
}

/** What does not share the first screen of a phone, and what is too small for a finger. */
export function phoneFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    scrollTo(0, 0);
    for (const part of ['.story p', '.time', '.figure svg[role="group"]']) {
      const box = document.querySelector(part)?.getBoundingClientRect();
      if (box === undefined || box.top < 52 || box.bottom > innerHeight)
        found.push(`${part} ends at ${box?.bottom.toFixed(0) ?? 'nothing'} of ${innerHeight}`);
    }
    // Words in a line of text are as high as the line (WCAG 2.5.8).
    const targets = 'button, select, summary, input, .chip, .box, [role="button"]:not(.explained)';
    for (const element of document.querySelectorAll(targets)) {
      if (!element.checkVisibility() || element.matches('.off, input[type="checkbox"]')) continue;
      const { width, height } = element.getBoundingClientRect();
      if (width < 23.5 || height < 23.5)
        found.push(
          `${element.tagName} “${element.textContent.trim().slice(0, 20)}” is ${width.toFixed(0)} × ${height.toFixed(0)}`,
        );
    }
    return found;
  });
}
