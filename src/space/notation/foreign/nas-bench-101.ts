import type { ForeignFormat } from './format.ts';

/** An adjacency matrix with operations by name (Ying et al. 2019). */
export const nasBench101: ForeignFormat = {
  looks: /\b(?:conv[13]x[13]-bn-relu|maxpool3x3)\b/i,
  name: 'This is a cell of NAS-Bench-101',
  advice:
    'Its nodes sum any number of earlier ones; nodes of the spaces here add two chosen terms, so it is no child of theirs.',
};
