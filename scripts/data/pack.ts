import { mkdirSync } from 'node:fs';
import { SEARCH_IMAGES } from '../../src/experiment/task-kinds/images.ts';
import { RandomStream } from '../../src/math/random.ts';
import type { DataFile, DataManifest } from '../../src/task/task.ts';
import { isManifest, type Part, parts, readPart, writeManifest, writePart } from './packed.ts';
import { drawBalanced } from './select.ts';
import type { DataSource, LabelledImage } from './source.ts';

const TEST_IMAGES = 2_000;

/** Fixes which images are packed and their order; changing it changes every checksum. */
const PACK_SEED = 2018;

const partSizes: Readonly<Record<Part, number>> = { search: SEARCH_IMAGES, test: TEST_IMAGES };

const fileOf = (source: DataSource, part: Part): string => `${source.id}-${part}.bin.gz`;

/** The packed layout: all pixels, then one class byte an image. */
function layOut(images: readonly LabelledImage[]): Buffer {
  return Buffer.concat([...images.map((image) => image.pixels), Uint8Array.from(images, (image) => image.label)]);
}

/** What the manifest says of one packed part. Throws as `readPart` does. */
function describePart(source: DataSource, part: Part, folder: string): DataFile {
  const file = fileOf(source, part);
  return { file, images: partSizes[part], ...readPart(folder, file, source.sha256[part]).facts };
}

function describe(source: DataSource, folder: string): DataManifest {
  return {
    id: source.id,
    label: source.label,
    classes: source.classes,
    side: source.side,
    search: describePart(source, 'search', folder),
    test: describePart(source, 'test', folder),
    licence: source.licence,
    attribution: source.attribution,
    splitNote: source.splitNote,
  };
}

/** True where both parts and the manifest lie in `folder` and are just what packing would write. */
export function isPacked(source: DataSource, folder: string): boolean {
  return isManifest(folder, source.id, () => describe(source, folder));
}

/**
 * Writes ID-search.bin.gz, ID-test.bin.gz and the manifest ID.json into `folder`. Throws an Error where the package is
 * not what is expected, also where the result has other checksums than the source names.
 */
export function pack(source: DataSource, folder: string): DataManifest {
  mkdirSync(folder, { recursive: true });
  const random = new RandomStream(PACK_SEED, 0);
  const taken = new Set<string>();
  const images = source.read();
  for (const part of parts) {
    const drawn = drawBalanced(images[part], source.classes.length, partSizes[part], taken, random);
    writePart(folder, fileOf(source, part), layOut(drawn));
  }
  return writeManifest(folder, source.id, describe(source, folder));
}
