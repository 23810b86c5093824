import { mkdirSync } from 'node:fs';
import type { PackedTextManifest, TextFile } from '../../../src/task/task.ts';
import { splitPoints } from '../../../src/task/text/split.ts';
import { isManifest, type Part, parts, readPart, writeManifest, writePart } from '../packed.ts';
import type { TextSource } from './source.ts';

const fileOf = (source: TextSource, part: Part): string => `${source.id}-${part}.txt.gz`;

/** What the manifest says of one packed part. Throws as `readPart` does. */
function describePart(source: TextSource, part: Part, folder: string): TextFile {
  const file = fileOf(source, part);
  const { contents, facts } = readPart(folder, file, source.sha256[part]);
  return { file, characters: contents.toString('utf8').length, ...facts };
}

function describe(source: TextSource, folder: string): PackedTextManifest {
  const { id, label, licence, attribution, splitNote } = source;
  const [search, test] = [describePart(source, 'search', folder), describePart(source, 'test', folder)];
  const { validation: trainCharacters } = splitPoints(search.characters + test.characters);
  return { id, label, licence, attribution, splitNote, trainCharacters, search, test };
}

/** True where both parts and the manifest lie in `folder` and are just what packing would write. */
export function isTextPacked(source: TextSource, folder: string): boolean {
  return isManifest(folder, source.id, () => describe(source, folder));
}

/** Writes both parts and the manifest into `folder`. Throws an Error where the text is not the one expected. */
export function packText(source: TextSource, folder: string): PackedTextManifest {
  mkdirSync(folder, { recursive: true });
  const text = source.read();
  const { test } = splitPoints(text.length);
  const texts: Readonly<Record<Part, string>> = { search: text.slice(0, test), test: text.slice(test) };
  for (const part of parts) {
    writePart(folder, fileOf(source, part), texts[part]);
  }
  return writeManifest(folder, source.id, describe(source, folder));
}
