import { download } from './download.ts';
import { DataDamagedError } from './errors.ts';

/** Where a packed data set lies. */
export interface DataPlace {
  /** The page's address; the packed files lie in `data/` beside it. */
  readonly baseUrl: string;
  /** Id of a packed data set. */
  readonly dataset: string;
  readonly signal?: AbortSignal;
}

/** The parsed JSON beside a data set's files, not yet checked. Throws as `download`, and a DataDamagedError where it is no JSON. */
export async function loadDescription({ baseUrl, dataset, signal }: DataPlace): Promise<unknown> {
  const bytes = await download(new URL(`data/${dataset}.json`, baseUrl), signal);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new DataDamagedError(`The description of the data set ${dataset} is damaged: it is not JSON.`, {
      cause: error,
    });
  }
}
