import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isDeepStrictEqual } from 'node:util';
import { SEARCH_IMAGES } from '../../src/experiment/task-kinds/images.ts';
import { RandomStream } from '../../src/math/random.ts';
import type { DataFile, DataManifest } from '../../src/task/task.ts';
import { drawBalanced } from './select.ts';
import type { DataSource, LabelledImage } from './source.ts';

const TEST_IMAGES = 2_000;

/** Fixes which images are packed and their order; changing it changes every checksum. */
const PACK_SEED = 2018;

type Part = 'search' | 'test';
const partSizes: Readonly<Record<Part, number>> = { search: SEARCH_IMAGES, test: TEST_IMAGES };

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The packed layout: all pixels, then one class byte an image. */
function layOut(images: readonly LabelledImage[]): Buffer {
  return Buffer.concat([...images.map((image) => image.pixels), Uint8Array.from(images, (image) => image.label)]);
}

/** What the manifest says of one packed part; throws where the file is missing or its bytes are not those expected. */
function describePart(source: DataSource, part: Part, folder: string): DataFile {
  const file = `${source.id}-${part}.bin.gz`;
  const compressed = readFileSync(join(folder, file));
  const bytes = gunzipSync(compressed);
  const found = sha256(bytes);
  if (found !== source.sha256[part]) {
    throw new Error(
      `The checksum of ${file} is ${found}, but ${source.sha256[part]} is expected: another package version?`,
    );
  }
  return {
    file,
    images: partSizes[part],
    compressedBytes: compressed.length,
    bytes: bytes.length,
    sha256: found,
  };
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
  const manifest = join(folder, `${source.id}.json`);
  if (!existsSync(manifest)) return false;
  try {
    return isDeepStrictEqual(JSON.parse(readFileSync(manifest, 'utf8')), describe(source, folder));
  } catch {
    return false;
  }
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
  for (const part of ['search', 'test'] as const) {
    const drawn = drawBalanced(images[part], source.classes.length, partSizes[part], taken, random);
    writeFileSync(join(folder, `${source.id}-${part}.bin.gz`), gzipSync(layOut(drawn), { level: 9 }));
  }
  const manifest = describe(source, folder);
  writeFileSync(join(folder, `${source.id}.json`), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
