import type { Settings } from '../experiment/settings.ts';
import type { Space } from '../space/space.ts';
import type { Supernet } from '../supernet/supernet.ts';
import type { Task } from '../task/task.ts';

/** All that a strategy may use. It owns nothing of it but what it makes itself. */
export interface SearchContext {
  readonly settings: Settings;
  readonly space: Space;
  readonly supernet: Supernet;
  readonly task: Task;
  /** Where the engine computes; null where the reference does. */
  readonly device: GPUDevice | null;
}
