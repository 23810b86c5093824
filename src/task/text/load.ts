import { type DataPlace, loadDescription } from '../description.ts';
import { DataDamagedError } from '../errors.ts';
import { parseTextManifest } from '../manifest.ts';
import type { TextFile, TextTask } from '../task.ts';
import { loadPacked, type Progress } from '../unpack.ts';
import { textTask } from './split.ts';

export interface LoadTextOptions extends DataPlace {
  /** Characters that one gradient sees. */
  readonly steps: number;
  /** Bytes of the search text as they arrive. */
  readonly onProgress?: Progress;
}

/**
 * Loads a packed text: train and validation at once, test when it is asked for. Throws DataMissingError or
 * DataDamagedError for the files, and the signal's reason once it is aborted.
 */
export async function loadTextTask(options: LoadTextOptions): Promise<TextTask> {
  const { baseUrl, dataset, steps, onProgress, signal } = options;
  const { search, test, trainCharacters, ...manifest } = parseTextManifest(await loadDescription(options), dataset);
  const load = async (part: TextFile, progress?: Progress): Promise<string> => {
    const bytes = await loadPacked(new URL(`data/${part.file}`, baseUrl), part, {
      signal,
      ...(progress && { onProgress: progress }),
    });
    const text = new TextDecoder().decode(bytes);
    if (text.length !== part.characters) {
      throw new DataDamagedError(`The file ${part.file} is damaged: it has another number of characters.`);
    }
    return text;
  };
  return textTask({
    manifest,
    search: await load(search, onProgress),
    trainCharacters,
    testCharacters: test.characters,
    loadTest: () => load(test),
    steps,
    entropyRate: null,
  });
}
