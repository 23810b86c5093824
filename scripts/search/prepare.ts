import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../chromium.ts';

/** Runs another script with all that it prints on standard error, since standard output is for the record. */
function run(script: string): boolean {
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url));
  const stdio = ['ignore', process.stderr, process.stderr] as const;
  return spawnSync(process.execPath, ['--import', 'tsx', path], { stdio: [...stdio] }).status === 0;
}

/** Packs the data and finds or installs a browser; its path, or null where one of them failed and said why. */
export function prepare(): string | null {
  if (!run('pack-data.ts')) return null;
  return findChromium() ?? (run('setup.ts') ? findChromium() : null);
}
