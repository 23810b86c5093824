import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';

/** Gives WebGPU on a machine without a graphics card: everything runs on SwiftShader, on the CPU. */
const softwareGraphics = ['--enable-features=Vulkan', '--use-vulkan=swiftshader', '--use-webgpu-adapter=swiftshader'];

/**
 * Flags for a browser that computes and nothing else. On Linux WebGPU is done in software, so that results are the same
 * on every machine; `CHROMIUM_GPU=1` takes the graphics card instead. Elsewhere the card is always taken.
 */
export const chromiumArguments = [
  '--enable-unsafe-webgpu',
  ...(process.platform === 'linux' && process.env['CHROMIUM_GPU'] !== '1' ? softwareGraphics : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** The same for people who ask a command for help. */
export const GRAPHICS_HELP = `On Linux WebGPU runs in software, the same on every machine and slow; with CHROMIUM_GPU=1 in the environment it takes
the graphics card. CHROMIUM_PATH names the browser.`;

const CHROME_ON_WINDOWS = 'Google\\Chrome\\Application\\chrome.exe';

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ];
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .map((name) => process.env[name])
        .filter((folder) => folder !== undefined)
        .map((folder) => join(folder, CHROME_ON_WINDOWS));
    default:
      return [
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/usr/bin/google-chrome-stable',
        '/usr/bin/google-chrome',
        '/snap/bin/chromium',
      ];
  }
}

/**
 * Path of a Chromium or Chrome: what the variable `CHROMIUM_PATH` names, or else one in the usual places or installed by
 * Playwright; null where there is none.
 */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  return [...usualPlaces(), chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

/** How Playwright launches it; without a browser, launching fails with Playwright's own message. */
export function chromiumLaunch(): { executablePath?: string; args: string[] } {
  const executablePath = findChromium();
  return { ...(executablePath !== null && { executablePath }), args: chromiumArguments };
}
