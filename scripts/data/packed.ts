import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';

/** The parts in which a data set is packed: what a search may see, and the final test. */
export const parts = ['search', 'test'] as const;
export type Part = (typeof parts)[number];

/** One packed part as its file holds it. */
export interface PackedPart {
  readonly contents: Buffer;
  /** What the manifest says of any part. */
  readonly facts: { readonly compressedBytes: number; readonly bytes: number; readonly sha256: string };
}

/** Throws an Error where the file is missing or its unzipped bytes are not those expected. */
export function readPart(folder: string, file: string, expected: string): PackedPart {
  const compressed = readFileSync(join(folder, file));
  const contents = gunzipSync(compressed);
  const sha256 = createHash('sha256').update(contents).digest('hex');
  if (sha256 !== expected) {
    throw new Error(`The checksum of ${file} is ${sha256}, but ${expected} is expected: another package version?`);
  }
  return { contents, facts: { compressedBytes: compressed.length, bytes: contents.length, sha256 } };
}

export function writePart(folder: string, file: string, contents: Buffer | string): void {
  writeFileSync(join(folder, file), gzipSync(contents, { level: 9 }));
}

/** Whether the manifest lies in `folder` and says just what `describe` finds there; false too where that throws. */
export function isManifest(folder: string, id: string, describe: () => unknown): boolean {
  const file = manifestFile(folder, id);
  if (!existsSync(file)) return false;
  try {
    return isDeepStrictEqual(JSON.parse(readFileSync(file, 'utf8')), describe());
  } catch {
    return false;
  }
}

export function writeManifest<T>(folder: string, id: string, manifest: T): T {
  writeFileSync(manifestFile(folder, id), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function manifestFile(folder: string, id: string): string {
  return join(folder, `${id}.json`);
}
