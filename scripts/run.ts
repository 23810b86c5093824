import { spawn } from 'node:child_process';

/**
 * Runs a program of node_modules/.bin (npm puts it on the path) and resolves to true if it ends with status 0. Its
 * output is shown as it comes, or, `whole`, in one piece at its end, so that it can run beside others.
 * On Windows those programs are scripts, which only a shell starts.
 */
export function succeeds(
  program: string,
  args: readonly string[],
  { environment = {}, whole = false }: { environment?: NodeJS.ProcessEnv; whole?: boolean } = {},
): Promise<boolean> {
  const child = spawn(program, args, {
    stdio: whole ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment },
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve(false);
    });
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(output));
      resolve(status === 0);
    });
  });
}
