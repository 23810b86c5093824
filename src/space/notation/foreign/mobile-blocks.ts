import type { ForeignFormat } from './format.ts';

/** Block strings of MnasNet and EfficientNet, block lists of ProxylessNAS and FBNet. */
export const mobileBlocks: ForeignFormat = {
  looks:
    /\b(?:MobileInvertedResidualBlock|MBInvertedConvLayer|MobileInvertedConv|MBConv\d|ir_k\d)|\br\d+_k\d+_s\d+_e\d/i,
  name: 'This is a list of mobile inverted blocks (MnasNet, EfficientNet, ProxylessNAS, FBNet)',
  advice:
    'It sets kernel sizes and expansions block by block; the spaces here choose operations and connections, so it is no child of theirs.',
};
