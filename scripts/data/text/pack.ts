import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PackedTextManifest, TextFile } from '../../../src/task/task.ts';
import { splitPoints } from '../../../src/task/text/split.ts';
import type { TextSource } from './source.ts';

type Part = 'search' | 'test';

const fileOf = (source: TextSource, part: Part): string => `${source.id}-${part}.txt.gz`;

/** What the manifest says of one packed part; throws where the file is missing or its bytes are not those expected. */
function describePart(source: TextSource, part: Part, folder: string): TextFile {
  const file = fileOf(source, part);
  const compressed = readFileSync(join(folder, file));
  const bytes = gunzipSync(compressed);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== source.sha256[part]) {
    throw new Error(
      `The checksum of ${file} is ${sha256}, but ${source.sha256[part]} is expected: another package version?`,
    );
  }
  const characters = bytes.toString('utf8').length;
  return { file, characters, compressedBytes: compressed.length, bytes: bytes.length, sha256 };
}

function describe(source: TextSource, folder: string): PackedTextManifest {
  const { id, label, licence, attribution, splitNote } = source;
  const [search, test] = [describePart(source, 'search', folder), describePart(source, 'test', folder)];
  const { validation: trainCharacters } = splitPoints(search.characters + test.characters);
  return { id, label, licence, attribution, splitNote, trainCharacters, search, test };
}

/** True where both parts and the manifest lie in `folder` and are just what packing would write. */
export function isTextPacked(source: TextSource, folder: string): boolean {
  const manifest = join(folder, `${source.id}.json`);
  if (!existsSync(manifest)) return false;
  try {
    return isDeepStrictEqual(JSON.parse(readFileSync(manifest, 'utf8')), describe(source, folder));
  } catch {
    return false;
  }
}

/** Writes both parts and the manifest into `folder`. Throws an Error where the text is not the one expected. */
export function packText(source: TextSource, folder: string): PackedTextManifest {
  mkdirSync(folder, { recursive: true });
  const text = source.read();
  const { test } = splitPoints(text.length);
  const parts: Readonly<Record<Part, string>> = { search: text.slice(0, test), test: text.slice(test) };
  for (const part of ['search', 'test'] as const) {
    writeFileSync(join(folder, fileOf(source, part)), gzipSync(parts[part], { level: 9 }));
  }
  const manifest = describe(source, folder);
  writeFileSync(join(folder, `${source.id}.json`), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
