import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What `main.ts` measures, in a process of its own. Rejects if that ends without a result; `signal` ends it. */
export function runIssue(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL('./main.ts', import.meta.url));
    const child = fork(program, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 2, 2, 'ipc'], signal });
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Measuring the cost of issuing a step ended with status ${code}.`)));
  });
}
