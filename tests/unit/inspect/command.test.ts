import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { pointAt } from '../../../scripts/inspect/point.ts';
import { macroArc, microArc } from './arcs.ts';

const script = fileURLToPath(new URL('../../../scripts/inspect.ts', import.meta.url));

function inspect(args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

test('a good notation: status 0 and nothing but the answer; a bad one: status 2, the place and the reason', () => {
  const { status, stdout, stderr } = inspect(['-', '--json'], `fixed_arc="${microArc}"\n`);
  expect({ status, stderr, space: (JSON.parse(stdout) as { space: string }).space }).toEqual({
    status: 0,
    stderr: '',
    space: 'micro',
  });
  expect(inspect(['0 2 0 7 | 0 4 1 1'])).toEqual({
    status: 2,
    stdout: '',
    stderr:
      '0 2 0 7 | 0 4 1 1\n      ^\nAt character 7: Operations are numbered 0 to 4; 7 (node 2 of the normal cell) is none. (Read as ENAS micro cells.)\n',
  });
}, 90_000);

test('the caret stands under the character, in a long line, on a later line, and after the end', () => {
  expect(pointAt('0 1\n2 x', 6)).toBe('2 x\n  ^');
  expect(pointAt('0\t1', 2)).toBe('0 1\n  ^');
  expect(pointAt('0 1', 3)).toBe('0 1\n   ^');
  const long = macroArc.replaceAll('\n', ' ');
  for (const position of [0, 40, 300, long.length - 1]) {
    const [line = '', mark = ''] = pointAt(long, position).split('\n');
    expect(line.length).toBeLessThanOrEqual(78);
    expect(line[mark.indexOf('^')]).toBe(long[position]);
  }
});
