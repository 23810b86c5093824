import * as v from 'valibot';
import { DataDamagedError } from './errors.ts';
import type { DataManifest, PackedTextManifest } from './task.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const text = v.pipe(v.string(), v.nonEmpty());

const packedFile = {
  file: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.(bin|txt)\.gz$/)),
  compressedBytes: count,
  bytes: count,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
};
const dataFile = v.strictObject({ ...packedFile, images: count });
const textFile = v.strictObject({ ...packedFile, characters: count });

const about = { id: text, label: text, licence: text, attribution: text, splitNote: text };

const manifestSchema = v.pipe(
  v.strictObject({
    ...about,
    classes: v.pipe(v.array(text), v.minLength(2), v.maxLength(256)),
    side: count,
    search: dataFile,
    test: dataFile,
  }),
  v.check(
    ({ side, search, test }) => [search, test].every(({ images, bytes }) => bytes === images * (side ** 2 + 1)),
    'the sizes of its files do not fit its images',
  ),
);

const textManifestSchema = v.strictObject({ ...about, trainCharacters: count, search: textFile, test: textFile });

/** A manifest from parsed JSON; throws DataDamagedError where it is not one, or is that of another data set. */
export function parseManifest(json: unknown, dataset: string): DataManifest {
  return parsed(manifestSchema, json, dataset);
}

/** As `parseManifest`, of a packed text. */
export function parseTextManifest(json: unknown, dataset: string): PackedTextManifest {
  return parsed(textManifestSchema, json, dataset);
}

function parsed<T extends { readonly id: string }>(
  schema: v.GenericSchema<unknown, T>,
  json: unknown,
  dataset: string,
): T {
  const result = v.safeParse(schema, json);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    throw new DataDamagedError(
      `The description of the data set ${dataset} is damaged: ${path === null ? '' : `${path}: `}${issue.message}.`,
    );
  }
  if (result.output.id !== dataset) {
    throw new DataDamagedError(`The description of the data set ${dataset} is that of ${result.output.id}.`);
  }
  return result.output;
}
