import type { EdgeOperation } from './edge.ts';

export const identity: EdgeOperation = (x) => x;
