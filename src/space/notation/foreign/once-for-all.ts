import type { ForeignFormat } from './format.ts';

/** `{'ks': […], 'e': […], 'd': […], 'r': …}`: kernel sizes, expansions, depths, resolution (Cai et al. 2020). */
export const onceForAll: ForeignFormat = {
  looks: /["']?\bks["']?\s*[:=]\s*[[(]/,
  name: 'This is a sub-network of once-for-all (OFA)',
  advice:
    'It sets kernel sizes, widths and depths of a MobileNet; the spaces here choose operations and connections, so it is no child of theirs.',
};
