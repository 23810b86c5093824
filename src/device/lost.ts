/** The graphics device went away (driver reset, tab evicted, destroyed). */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}

/** Why the device went away, once it has; pending until then. */
export function lossOf({ lost }: GPUDevice): Promise<string> {
  return lost.then(({ message, reason }) => (message === '' ? reason : message));
}

/** How long after an aborted read a device may take to say that it is lost, in milliseconds. */
const LAST_WORD = 100;

/**
 * The result, or a `DeviceLostError` if the device goes away before it is there; `lost` as from `lossOf`. Reads that were
 * pending then may be aborted just before the device says why; an error of theirs waits for that.
 */
export async function unlessLost<T>({ lost }: { readonly lost: Promise<string> }, result: Promise<T>): Promise<T> {
  const gone = lost.then((reason) => {
    throw new DeviceLostError(reason);
  });
  try {
    return await Promise.race([result, gone]);
  } catch (error) {
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, LAST_WORD))]);
    throw error;
  }
}
