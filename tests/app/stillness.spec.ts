import type { Page } from '@playwright/test';
import { smallLink } from './support/links.ts';
import { expect, test } from './support/test.ts';

/** What a person looks at while a search runs, and should not have to look for again. */
const parts = { figure: 'main.figure .drawing svg', story: 'section.story', curves: 'section.charts' } as const;

/** Notes in every frame from now on where the parts begin and end, in whole pixels. */
async function watchPlaces(page: Page): Promise<() => Promise<Readonly<Record<string, readonly string[]>>>> {
  await page.evaluate((watched) => {
    const places = Object.fromEntries(Object.keys(watched).map((part) => [part, new Set<string>()]));
    Object.assign(window, { places });
    const look = (): void => {
      for (const [part, selector] of Object.entries(watched)) {
        const box = document.querySelector(selector)?.getBoundingClientRect();
        if (box !== undefined) places[part]?.add(`${Math.round(box.top)} to ${Math.round(box.bottom)}`);
      }
      requestAnimationFrame(look);
    };
    look();
  }, parts);
  return () =>
    page.evaluate(() => {
      const { places } = window as unknown as { places: Readonly<Record<string, ReadonlySet<string>>> };
      return Object.fromEntries(Object.entries(places).map(([part, seen]) => [part, [...seen]]));
    });
}

for (const [width, height] of [
  [1280, 720],
  [1366, 768],
  [1440, 900],
  [1920, 1080],
] as const) {
  test(`at ${width} × ${height} the stage stands still from the first step to the last`, async ({ app, page }) => {
    await page.setViewportSize({ width, height });
    await app.open(smallLink({ rounds: 3, steps: 4, updates: 4, warm: 2 }));
    await app.button('weights').click();
    await app.counts(1, 0);
    const places = await watchPlaces(page);
    await app.playToTheEnd();
    const edge = app.figure.locator('.chip').first();
    if (await edge.isVisible()) await edge.hover();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    for (const [part, seen] of Object.entries(await places())) {
      expect.soft(seen, `${part}, ${width} × ${height}`).toHaveLength(1);
    }
  });
}
