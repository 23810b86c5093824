import type { ForeignFormat } from './format.ts';

/** A network of another framework, printed or as its source. */
export const modelCode: ForeignFormat = {
  looks:
    /\b(?:nn\.(?:Module|Conv2d|Sequential|Linear)|Sequential\(|Conv2d\(\d|tf\.keras|keras\.layers|torch\.nn|flax\.linen|ModelProto|onnx\.)/,
  name: 'This is a network of another framework',
  advice: 'What can be read are the notations of searched cells, such as arcs of the ENAS scripts, not whole models.',
};
