import { existsSync } from 'node:fs';
import { findChromium } from './chromium.ts';
import { succeeds } from './run.ts';

/** `npm run setup`: makes sure that there is a browser for the tests and for headless searches. */
async function setUp(): Promise<string> {
  const found = findChromium();
  if (found !== null) {
    if (!existsSync(found)) throw new Error(`CHROMIUM_PATH is ${found}, but there is no such file.`);
    return found;
  }
  console.log('No Chromium or Chrome found; installing Playwright’s Chromium.');
  // Its libraries come from the system's packages, which only root can install, and only on Linux.
  const withLibraries = process.platform === 'linux' && process.getuid?.() === 0;
  await succeeds('playwright', ['install', ...(withLibraries ? ['--with-deps'] : []), 'chromium']);
  // Where its downloads cannot be reached, the system's packages often can.
  if (findChromium() === null && withLibraries && existsSync('/usr/bin/apt-get')) {
    await succeeds('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
  }
  const path = findChromium();
  if (path === null) {
    throw new Error(
      'Chromium could not be installed. Install Chrome or Chromium yourself, and set CHROMIUM_PATH to it if it is in an unusual place.',
    );
  }
  return path;
}

try {
  console.log(`Browser: ${await setUp()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
