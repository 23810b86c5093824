import { expect, type Page } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';

/** How the page may be looked at; the desktop is what the test itself has set. */
const looks = {
  light: { colorScheme: 'light', viewport: null },
  dark: { colorScheme: 'dark', viewport: null },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
} as const;

type Look = keyof typeof looks;

/**
 * Every rule of axe, contrast too, on the page as it stands, in each look; `state` names it in the report. The policy of
 * the page forbids scripts of others, so axe comes in through the debugger.
 */
export async function expectAccessible(
  page: Page,
  state: string,
  wanted: readonly Look[] = ['light', 'dark'],
): Promise<void> {
  await page.evaluate(axe.source);
  const size = page.viewportSize();
  for (const look of wanted) {
    const { colorScheme, viewport } = looks[look];
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (viewport !== null) await page.setViewportSize(viewport);
    const found = await page.evaluate(async (): Promise<string[]> => {
      const { run } = (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe;
      const { violations } = await run({ resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    });
    expect.soft(found, `${state}, ${look}`).toEqual([]);
  }
  if (size !== null) await page.setViewportSize(size);
}
