import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { DataManifest, ImageSplit } from '../../../src/task/task.ts';

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Breaks the connection after the body. */
  readonly cut?: boolean;
}

/** A server on this machine for the files of one test; what it lacks is answered with 404. */
export async function serve(files: ReadonlyMap<string, Answer>): Promise<{ baseUrl: string; close: () => void }> {
  const server = createServer((request, response) => {
    const answer = files.get(request.url ?? '') ?? { status: 404, body: 'not found' };
    response.writeHead(answer.status ?? 200, answer.headers);
    if (answer.cut === true) response.write(answer.body, () => response.destroy());
    else response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/some/where/index.html`, close: () => server.close() };
}

/** Images whose pixel p of image i is (7 i + p) mod 251, classes in turn. */
export function madeUp(count: number, side: number, classes: number): ImageSplit {
  return {
    kind: 'images',
    count,
    side,
    pixels: Uint8Array.from({ length: count * side ** 2 }, (_, at) => {
      const image = Math.floor(at / side ** 2);
      return (7 * image + (at % side ** 2)) % 251;
    }),
    labels: Uint8Array.from({ length: count }, (_, image) => image % classes),
  };
}

/** The files and the manifest of a made-up data set `tiny`: 40 search and 8 test images, 4 × 4 pixels, 4 classes. */
export function tinySet(): {
  files: Map<string, Answer>;
  manifest: DataManifest;
  search: ImageSplit;
  test: ImageSplit;
} {
  const files = new Map<string, Answer>();
  const part = (name: string, data: ImageSplit): DataManifest['search'] => {
    const bytes = Buffer.concat([data.pixels, data.labels]);
    const compressed = gzipSync(bytes);
    files.set(`/some/where/data/tiny-${name}.bin.gz`, { body: compressed });
    return {
      file: `tiny-${name}.bin.gz`,
      images: data.count,
      compressedBytes: compressed.length,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  };
  const search = madeUp(40, 4, 4);
  const test = madeUp(8, 4, 4);
  const manifest: DataManifest = {
    id: 'tiny',
    label: 'Tiny',
    classes: ['a', 'b', 'c', 'd'],
    side: 4,
    search: part('search', search),
    test: part('test', test),
    licence: 'none',
    attribution: 'made up',
    splitNote: 'none',
  };
  files.set('/some/where/data/tiny.json', { body: JSON.stringify(manifest) });
  return { files, manifest, search, test };
}
