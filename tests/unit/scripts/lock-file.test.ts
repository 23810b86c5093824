import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string): string => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

test('the lock file names no registry, so that everybody installs from their own', () => {
  const lock = read('package-lock.json');
  expect(lock).not.toContain('"resolved"');
  expect(lock).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  expect(lock).toContain('"integrity"');
});

test('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  for (const version of Object.values({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('of every package with an install script it is decided whether it runs, so that npm ci warns of none', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> };
  const decided = Object.keys(allowScripts).map((name) => name.replace(/(?<=.)@[^@]*$/, ''));
  for (const [place, { hasInstallScript }] of Object.entries(packages)) {
    if (hasInstallScript === true) expect(decided).toContain(place.replace(/^.*node_modules\//, ''));
  }
});
