import type { ForeignFormat } from './format.ts';

/** `64-41414-1_02_333` or `64-1234-basic`-like strings (Duan et al. 2021). */
export const transNasBench: ForeignFormat = {
  looks: /^\s*["']?64-(?:\d+-)?(?:\d_\d\d_\d\d\d|basic|[1-4]{4,6}-basic)["']?\s*$/,
  name: 'This is an architecture of TransNAS-Bench-101',
  advice: 'Its cells have an operation on every edge, so it is no child of the spaces here.',
};
