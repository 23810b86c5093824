import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { smallLink } from './support/links.ts';
import { readRecord } from './support/screen.ts';

test('npm run search trains the child of a link without a search', () => {
  const out = test.info().outputPath('chosen.json');
  const link = `${smallLink({ nodes: 1, stages: 1 })}&arc=0+1+1+0`;
  const args = ['--link', link, '--backend', 'cpu', '--no-search', '--retrain', '--out', out];
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'search', '--', ...args], { encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const { retrain, counters } = readRecord(readFileSync(out, 'utf8'));
  expect(counters.childSteps).toBe(0);
  expect(retrain?.cells.map(({ role }) => role)).toEqual(['chosen', 'hand-made', 'trivial', 'random']);
});

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
