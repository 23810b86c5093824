/** Weights see train, the policy sees validation, test is touched once, at the end. */
export type Split = 'train' | 'validation' | 'test';

/** Some examples of one split, by their row in it. */
export interface Batch {
  readonly split: Split;
  readonly indices: Uint32Array;
}

/** What a data set is, as its packed manifest says it. */
export interface DataManifest {
  readonly id: string;
  readonly label: string;
  readonly classes: readonly string[];
  /** Pixels a side as packed (28); loading may average it down. */
  readonly side: number;
  readonly search: DataFile;
  readonly test: DataFile;
  readonly licence: string;
  readonly attribution: string;
  /** How the parts were made, in a sentence for the page. */
  readonly splitNote: string;
}

/** One packed file: `images` × side² grey bytes, then one class byte an image, gzipped. */
export interface DataFile {
  readonly file: string;
  readonly images: number;
  /** Bytes of the compressed file and after unzipping. */
  readonly compressedBytes: number;
  readonly bytes: number;
  /** Of the unzipped bytes, hexadecimal. */
  readonly sha256: string;
}

/** The images and classes of one split: `pixels` has count × side² bytes (0 to 255), row by row. */
export interface SplitData {
  readonly count: number;
  readonly side: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** A task ready for search: images of one size in named, disjoint parts. Test stays unloaded until `loadTest`. */
export interface Task {
  readonly manifest: DataManifest;
  readonly side: number;
  readonly classes: readonly string[];
  readonly train: SplitData;
  readonly validation: SplitData;
  loadTest(): Promise<SplitData>;
}
