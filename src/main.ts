import { boot } from './app/boot.ts';
import { WorkerClient } from './worker/client.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
void boot(target, () => new WorkerClient());
