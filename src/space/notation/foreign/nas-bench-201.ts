import type { ForeignFormat } from './format.ts';

/** `|nor_conv_3x3~0|+|none~0|skip_connect~1|+…`: an operation on every edge of four nodes (Dong and Yang 2020). */
export const nasBench201: ForeignFormat = {
  looks: /\|\s*[a-z][a-z0-9_]*~\d+\s*\|/i,
  name: 'This is a cell of NAS-Bench-201 (NATS-Bench)',
  advice:
    'It has an operation on every edge between its nodes; nodes of the spaces here add two chosen terms, so it is no child of theirs. A micro cell with the same operations can be put together on the page.',
};
