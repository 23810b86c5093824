import { averagedTo } from './average.ts';
import { loadDescription } from './description.ts';
import { parseManifest } from './manifest.ts';
import type { DataManifest, ImageSplit, ImageTask } from './task.ts';
import { loadPart, type Progress } from './unpack.ts';

export interface LoadOptions {
  /** The page's address; the packed files lie in `data/` beside it. */
  readonly baseUrl: string;
  /** Id of a packed data set. */
  readonly dataset: string;
  /** Pixels a side: that of the packed images, or a half or a quarter of it. */
  readonly side: number;
  /** Search images to train on, from the first of the packed order; the others validate. */
  readonly trainImages: number;
  /** Bytes of the search images as they arrive. */
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

function slice(data: ImageSplit, from: number, to: number): ImageSplit {
  const area = data.side ** 2;
  return {
    kind: 'images',
    count: to - from,
    side: data.side,
    pixels: data.pixels.subarray(from * area, to * area),
    labels: data.labels.subarray(from, to),
  };
}

/**
 * Loads a task: train and validation at once, test when it is asked for. Throws DataMissingError or DataDamagedError for
 * the files, RangeError for a side or a number of train images that they cannot give, and the signal's reason once it is
 * aborted.
 */
export async function loadTask(options: LoadOptions): Promise<ImageTask> {
  const { baseUrl, side, trainImages, onProgress, signal } = options;
  const manifest: DataManifest = parseManifest(await loadDescription(options), options.dataset);
  const { search, test, classes } = manifest;
  if (!Number.isInteger(trainImages) || trainImages < 1 || trainImages >= search.images) {
    throw new RangeError(`${trainImages} train images: of ${search.images}, at least one must train and one validate`);
  }
  const fetched = await loadPart(new URL(`data/${search.file}`, baseUrl), search, manifest.side, classes.length, {
    signal,
    ...(onProgress && { onProgress }),
  });
  const images = averagedTo(fetched, side);
  return {
    kind: 'images',
    manifest,
    side,
    classes,
    train: slice(images, 0, trainImages),
    validation: slice(images, trainImages, search.images),
    async loadTest() {
      const url = new URL(`data/${test.file}`, baseUrl);
      return averagedTo(await loadPart(url, test, manifest.side, classes.length, {}), side);
    },
  };
}
