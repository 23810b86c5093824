import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from '../../scripts/chromium.ts';
import { cpuLaunch } from './support/cpu.ts';
import { pageUrl, port, SUB_PATH } from './support/server.ts';

/** What needs WebGPU, a device to lose, or another browser; all else computes on the processor, where tests run abreast. */
const onGraphics = [
  'campaign-graphics',
  'failures-device',
  'failures-fallback',
  'failures-memory',
  'loading',
  'performance',
  'search-command',
  'stillness',
  'webgpu',
].map((name) => `**/${name}.spec.ts`);

/** The built page in `dist/`, served from a sub-path as a static host would; `npm test -- app` builds it first. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results/app',
  forbidOnly: true,
  fullyParallel: false,
  workers: 3,
  // Waits end as soon as what they wait for is there; these are for machines that are slow, busy, or both.
  timeout: 900_000,
  expect: { timeout: 180_000 },
  use: {
    baseURL: pageUrl,
    browserName: 'chromium',
    launchOptions: chromiumLaunch(),
    screenshot: 'only-on-failure',
  },
  projects: [
    // First, and one at a time: they take longest and leave a core idle now and then, which the others use.
    { name: 'graphics', testMatch: onGraphics, workers: 1 },
    {
      name: 'processor',
      testIgnore: onGraphics,
      use: { launchOptions: cpuLaunch, viewport: { width: 1440, height: 900 } },
    },
  ],
  webServer: {
    command: `vite preview --host 127.0.0.1 --port ${port} --strictPort --base ${SUB_PATH}`,
    cwd: '../..',
    url: pageUrl,
    reuseExistingServer: false,
  },
});
