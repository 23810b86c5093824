import type { Page } from '@playwright/test';
import { smallLink } from '../support/links.ts';
import { expect, test } from '../support/test.ts';

/** What browsers do to translate a page: `<font>` in the place of text, or around it; here in capitals. */
async function translate(page: Page, how: 'in place' | 'around'): Promise<void> {
  await page.evaluate((wraps) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (text.data.trim() === '' || text.parentElement?.closest('script, style') != null) continue;
      const inner = document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
      const font = document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
      font.append(inner);
      if (wraps) {
        text.before(font);
        inner.append(text);
      } else {
        inner.textContent = text.data.toUpperCase();
        text.replaceWith(font);
      }
    }
  }, how === 'around');
}

for (const how of ['in place', 'around'] as const) {
  test(`live values go on where the browser translates the page, ${how}`, async ({ app, page }) => {
    await app.open(smallLink());
    const storyParts = () => page.locator('.story p').allTextContents();
    await translate(page, how);
    await expect(page.locator('footer .badge')).toHaveText(how === 'around' ? 'ready' : 'READY');
    if (how === 'in place') await expect(page.locator('h1')).toHaveText('NAS PLAYGROUND');

    const primary = page.locator('header button.primary');
    await primary.click();
    await expect(page.locator('footer .badge')).toHaveText('finished', { timeout: 500_000 });
    await expect(primary).not.toContainText(/play/i);
    await expect(page.locator('footer')).toContainText(/step 4 of 4 · update 4 of 4/i);
    await expect.poll(async () => (await storyParts()).join(' ')).toMatch(/^The search is over\. Best of /);
    await expect(page.locator('.story')).not.toContainText(/press play/i);

    // Once more, in mid-life: blocks that come and go take their translation along.
    await translate(page, how);
    await page
      .locator('header')
      .getByRole('button', { name: /^start over$/i })
      .last()
      .click();
    await expect(page.locator('footer .badge')).toHaveText('ready', { timeout: 500_000 });
    await expect(page.locator('footer')).toContainText(/step 0 of 4 · update 0 of 4/i);
    await expect(page.locator('.story')).not.toContainText(/search is over/i);
  });
}
