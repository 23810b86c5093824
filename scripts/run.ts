import { spawnSync } from 'node:child_process';

/**
 * Runs a program of node_modules/.bin (npm puts it on the path) with its output shown; true if it ends with status 0.
 * On Windows those programs are scripts, which only a shell starts.
 */
export function succeeds(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): boolean {
  const { status, error } = spawnSync(program, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) console.error(`${program} could not be started: ${error.message}`);
  return status === 0;
}
