import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { smallLink } from './support/links.ts';
import { readRecord } from './support/screen.ts';

test('npm run search goes the whole way and writes a record that the page can open', () => {
  const out = test.info().outputPath('run.json');
  const args = ['--link', smallLink({ nodes: 1 }), '--backend', 'cpu', '--retrain', '--out', out];
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'search', '--', ...args], { encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const record = readRecord(readFileSync(out, 'utf8'));
  expect(record).toMatchObject({
    seed: 7,
    finished: true,
    adapter: { backend: 'cpu' },
    counters: { childSteps: 4, policyUpdates: 4 },
  });
  expect(record.retrain?.cells).toHaveLength(4);
});
