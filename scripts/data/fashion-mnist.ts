import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { DataSource, LabelledImage } from './source.ts';

const SIDE = 28;

/** The pixels themselves (55 million) are held by the checksum of the result. */
const ClassFile = v.object({ data: v.array(v.custom<readonly number[]>(Array.isArray)) });

function readClass(label: number): LabelledImage[] {
  const path = fileURLToPath(import.meta.resolve(`fashion-mnist/src/clothes/${label}.json`));
  const { data } = v.parse(ClassFile, JSON.parse(readFileSync(path, 'utf8')));
  // Class 0 of the package has two empty entries, at 1000 and 7001.
  const images = data.filter((pixels) => pixels.length > 0);
  if (images.some((pixels) => pixels.length !== SIDE ** 2)) {
    throw new Error(`The package fashion-mnist has an image of class ${label} that is not ${SIDE} × ${SIDE}.`);
  }
  return images.map((pixels) => ({ label, pixels: Uint8Array.from(pixels) }));
}

const classes = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const;

export const fashionMnist: DataSource = {
  id: 'fashion-mnist',
  label: 'Fashion-MNIST',
  classes,
  side: SIDE,
  licence: 'MIT',
  attribution: 'Fashion-MNIST by Han Xiao, Kashif Rasul and Roland Vollgraf, © 2017 Zalando SE (arXiv:1708.07747).',
  splitNote:
    'The split is our own, not the official one: the packaged data merge the official parts. Empty entries are dropped, and of identical images only one is kept.',
  sha256: {
    search: '13f0b9a6b1862ef75254dc4c1e0921940dd2db31a08a6f015ef670bb4ab26ad4',
    test: '8ed7c2dd35c2a1c7071798d6864ae2f78fa77be0c88cff009dad08f08f69f7ae',
  },
  read() {
    const all = classes.flatMap((_, label) => readClass(label));
    return { search: all, test: all };
  },
};
