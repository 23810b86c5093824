import type { MethodId } from '../experiment/methods/methods.ts';
import { enas } from './enas.ts';
import { evolution } from './evolution.ts';
import { localSearch } from './local-search.ts';
import { randomScratch } from './random-scratch.ts';
import { randomShared } from './random-shared.ts';
import { reinforceScratch } from './reinforce-scratch.ts';
import type { MethodRunner } from './search.ts';

/** How every search method computes: one file and one line each. */
export const runners: Readonly<Record<MethodId, MethodRunner>> = {
  enas,
  'random-shared': randomShared,
  'random-scratch': randomScratch,
  evolution,
  'reinforce-scratch': reinforceScratch,
  'local-search': localSearch,
};
