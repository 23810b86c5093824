import type { Settings } from '../experiment/settings.ts';
import { enas } from './enas.ts';
import { evolution } from './evolution.ts';
import { randomScratch } from './random-scratch.ts';
import { randomShared } from './random-shared.ts';
import { reinforceScratch } from './reinforce-scratch.ts';
import type { Strategy } from './strategy.ts';

/** Every search strategy under its setting: one file and one line each. */
export const strategies: Readonly<Record<Settings['strategy'], Strategy>> = {
  enas,
  'random-shared': randomShared,
  'random-scratch': randomScratch,
  evolution,
  'reinforce-scratch': reinforceScratch,
};
