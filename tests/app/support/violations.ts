import type { Page } from '@playwright/test';

/**
 * Collects what must never happen on the page, from before its first script: violations of the Content-Security-Policy
 * (of the page; a worker's are logged by the browser as errors), errors nobody caught, and error messages in the console.
 */
export async function watchForTrouble(page: Page): Promise<readonly string[]> {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`console: ${message.text()}`);
  });
  await page.exposeFunction('reportViolation', (text: string) => trouble.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { reportViolation: (text: string) => void }).reportViolation;
      report(`${event.effectiveDirective} blocked ${event.blockedURI}`);
    });
  });
  return trouble;
}
