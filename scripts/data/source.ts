/** One picture of a data set as its package holds it. */
export interface LabelledImage {
  readonly label: number;
  /** side² grey bytes, row by row. */
  readonly pixels: Uint8Array;
}

/** Images for search and for the final test; the same array twice where the two parts are ours to draw from one pool. */
export interface SourceImages {
  readonly search: readonly LabelledImage[];
  readonly test: readonly LabelledImage[];
}

/** A data set that can be packed: what the page says about it, where its images are, and what packing must give. */
export interface DataSource {
  readonly id: string;
  readonly label: string;
  readonly classes: readonly string[];
  readonly side: number;
  readonly licence: string;
  readonly attribution: string;
  readonly splitNote: string;
  /** SHA-256 of the unzipped parts: the same on every machine, so that runs can be compared. */
  readonly sha256: { readonly search: string; readonly test: string };
  /** Reads the npm package. Throws an Error with a plain sentence where it is not what we expect. */
  read(): SourceImages;
}
