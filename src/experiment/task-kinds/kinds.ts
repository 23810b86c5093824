import { images } from './images.ts';
import type { TaskKindDescriptor } from './kind.ts';
import { text } from './text.ts';

/** Every kind of task. */
export const taskKinds = { images, text } as const satisfies Record<string, TaskKindDescriptor>;

export type TaskKind = keyof typeof taskKinds;
