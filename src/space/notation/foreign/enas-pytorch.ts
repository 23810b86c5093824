import type { ForeignFormat } from './format.ts';

/** The “dag” that a well-known PyTorch version of ENAS prints for recurrent cells. */
export const enasPyTorch: ForeignFormat = {
  looks: /\bNode\(id=-?\d+,\s*name=/,
  name: 'This is a recurrent cell as PyTorch versions of ENAS print it',
  advice:
    'Write it as the ENAS scripts do: the activation of node 0, then for each later node the node that it reads and its activation (0 tanh, 1 ReLU, 2 identity, 3 sigmoid).',
};
