import type { Settings } from '../experiment/settings.ts';
import { enas } from './enas.ts';
import type { Strategy } from './strategy.ts';

/** Every search strategy under its setting: one file and one line each. */
export const strategies: Readonly<Record<Settings['strategy'], Strategy>> = { enas };
