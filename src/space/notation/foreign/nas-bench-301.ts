import type { ForeignFormat } from './format.ts';

/** A ConfigSpace configuration of the DARTS space (Zela et al. 2022). */
export const nasBench301: ForeignFormat = {
  looks: /\bNetworkSelectorDatasetInfo:darts:/,
  name: 'This is a configuration of NAS-Bench-301',
  advice:
    'It describes a DARTS cell edge by edge. Converted to a DARTS genotype – Genotype(normal=[…], …) – it can be pasted here, to see the nearest ENAS cell.',
};
