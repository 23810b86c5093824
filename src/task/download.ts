import { DataDamagedError, DataMissingError } from './errors.ts';

/**
 * Fetches one file. Throws DataMissingError where the server has none or cannot be reached, DataDamagedError where the
 * transfer breaks off, and the signal's reason once it is aborted. `onBytes` hears how many bytes there are so far.
 */
export async function download(
  url: URL,
  signal: AbortSignal | undefined,
  onBytes: (done: number, first: Uint8Array) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await open(url, signal);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  try {
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
      chunks.push(read.value);
      done += read.value.length;
      onBytes(done, chunks[0] ?? read.value);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw new DataDamagedError(`The file ${nameOf(url)} did not arrive whole.`, { cause: error });
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** `no-cache` asks the server whether a stored copy is still good, so that a manifest never meets another version's files. */
async function open(url: URL, signal: AbortSignal | undefined): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { cache: 'no-cache', signal: signal ?? null });
  } catch (error) {
    signal?.throwIfAborted();
    throw new DataMissingError(`The file ${nameOf(url)} could not be fetched: the server does not answer.`, {
      cause: error,
    });
  }
  // Servers of single-page apps answer an unknown path with the page itself.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (!response.ok || isPage) {
    await response.body?.cancel();
    throw new DataMissingError(`The file ${nameOf(url)} is not on the server.`);
  }
  return response;
}

export function nameOf(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
}
