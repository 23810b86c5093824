import { expect, test } from '@playwright/test';
import { SUB_PATH } from './support/server.ts';
import { watchForTrouble } from './support/violations.ts';

const policy = "default-src 'none'; script-src 'self'";

test('the page says its own content security policy, before any script', async ({ page }) => {
  await page.goto('.');
  const inPage = page.locator('head > :first-child');
  await expect(inPage).toHaveAttribute('http-equiv', 'Content-Security-Policy');
  expect(await inPage.getAttribute('content')).toContain(policy);
  expect(await page.locator('script:not([src])').count()).toBe(0);
});

test('the server sends the same policy as a header, which binds the worker too', async ({ page }) => {
  const response = await page.goto('.');
  const inPage = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(response?.headers()['content-security-policy']).toBe(inPage);
});

test('from a sub-path, everything is loaded from there and nothing breaks the policy', async ({ page, baseURL }) => {
  const trouble = await watchForTrouble(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('.', { waitUntil: 'networkidle' });
  expect(asked.length).toBeGreaterThan(1);
  expect(asked.filter((url) => !url.startsWith(new URL(SUB_PATH, baseURL).href))).toEqual([]);
  expect(trouble).toEqual([]);
});

test('an inline script and a foreign address are blocked', async ({ page }) => {
  await page.goto('.');
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "inline script ran"';
    document.head.append(script);
    const reached = await fetch('https://example.com/').then(
      () => true,
      () => false,
    );
    return { title: document.title, reached };
  });
  expect(outcome.title).not.toBe('inline script ran');
  expect(outcome.reached).toBe(false);
});
