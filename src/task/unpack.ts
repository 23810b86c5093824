import { download, nameOf } from './download.ts';
import { DataDamagedError } from './errors.ts';
import type { DataFile, ImageSplit, PackedFile } from './task.ts';

/** Called while a file arrives, both in bytes as the browser hands them over: zipped or, where it unzips itself, unzipped. */
export type Progress = (done: number, total: number) => void;

/** Some servers mark a .gz file as compressed in transit; then the browser has unzipped it before we see it. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * SHA-256 as hexadecimal, or null where the page is not served securely (http on another host): browsers then offer no
 * checksums, and gzip's own CRC-32 and the length must do.
 */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  if (subtle === undefined) return null;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Fetches, unzips and checks one packed file. Throws DataMissingError or DataDamagedError, and the signal's reason once
 * it is aborted.
 */
export async function loadPacked(
  url: URL,
  file: PackedFile,
  { onProgress, signal }: { readonly onProgress?: Progress; readonly signal?: AbortSignal | undefined },
): Promise<Uint8Array<ArrayBuffer>> {
  const received = await download(url, signal, (done, first) =>
    onProgress?.(done, isGzip(first) ? file.compressedBytes : file.bytes),
  );
  let bytes = received;
  if (isGzip(received)) {
    try {
      bytes = await gunzip(received);
    } catch (error) {
      throw new DataDamagedError(`The file ${nameOf(url)} is damaged: it cannot be unzipped.`, { cause: error });
    }
  }
  if (bytes.length !== file.bytes) {
    throw new DataDamagedError(`The file ${nameOf(url)} is damaged: ${bytes.length} bytes instead of ${file.bytes}.`);
  }
  const checksum = await sha256(bytes);
  if (checksum !== null && checksum !== file.sha256) {
    throw new DataDamagedError(`The file ${nameOf(url)} is damaged: its checksum is not that of its description.`);
  }
  signal?.throwIfAborted();
  return bytes;
}

/** The images of one packed file; as `loadPacked`, and a DataDamagedError for a class beyond the last. */
export async function loadPart(
  url: URL,
  file: DataFile,
  side: number,
  classes: number,
  options: { readonly onProgress?: Progress; readonly signal?: AbortSignal | undefined },
): Promise<ImageSplit> {
  const bytes = await loadPacked(url, file, options);
  const pixelBytes = file.images * side ** 2;
  const labels = bytes.subarray(pixelBytes);
  if (labels.some((label) => label >= classes)) {
    throw new DataDamagedError(`The file ${nameOf(url)} is damaged: it has classes that its description lacks.`);
  }
  return { kind: 'images', count: file.images, side, pixels: bytes.subarray(0, pixelBytes), labels };
}
