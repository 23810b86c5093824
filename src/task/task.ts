/** Weights see train, the policy sees validation, test is touched once, at the end. */
export type Split = 'train' | 'validation' | 'test';

/** Some examples of one split, by their row in it. */
export interface Batch {
  readonly split: Split;
  readonly indices: Uint32Array;
  /** Where text goes on: each row follows the one at its place in the batch before, so the network goes on from its state there. */
  readonly continues?: boolean;
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

/** One packed file, gzipped. */
export interface PackedFile {
  readonly file: string;
  /** Bytes of the compressed file and after unzipping. */
  readonly compressedBytes: number;
  readonly bytes: number;
  /** SHA-256 of the unzipped bytes, hexadecimal. */
  readonly sha256: string;
}

/** `images` × side² grey bytes, then one class byte an image. */
export interface DataFile extends PackedFile {
  readonly images: number;
}

/** What a text is, as its packed manifest, its generator or its owner says it. */
export interface TextManifest {
  readonly id: string;
  readonly label: string;
  readonly licence: string;
  readonly attribution: string;
  /** How the parts were made, in a sentence for the page. */
  readonly splitNote: string;
}

/** A packed text: two files of UTF-8, the first with train and validation. */
export interface PackedTextManifest extends TextManifest {
  /** Characters of the first file that train; the rest of it validates. */
  readonly trainCharacters: number;
  readonly search: TextFile;
  readonly test: TextFile;
}

export interface TextFile extends PackedFile {
  readonly characters: number;
}

/** The images and classes of one split: `pixels` has count × side² bytes (0 to 255), row by row. */
export interface ImageSplit {
  readonly kind: 'images';
  readonly count: number;
  readonly side: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * A stretch of text as character numbers. Row r is the window of `steps` characters from r · steps on, each of which
 * predicts the one after it; `count` whole windows fit.
 */
export interface TextSplit {
  readonly kind: 'text';
  readonly count: number;
  readonly steps: number;
  readonly symbols: Uint8Array;
}

export type SplitData = ImageSplit | TextSplit;

interface AnyTask<Data extends SplitData> {
  readonly kind: Data['kind'];
  /** What is to be told apart: names of classes, or characters. */
  readonly classes: readonly string[];
  readonly train: Data;
  readonly validation: Data;
  /** Test stays unloaded until it is asked for. */
  loadTest(): Promise<Data>;
}

/** Images of one size in named, disjoint parts. */
export interface ImageTask extends AnyTask<ImageSplit> {
  readonly manifest: DataManifest;
  readonly side: number;
}

/** Contiguous stretches of one text, character by character. */
export interface TextTask extends AnyTask<TextSplit> {
  readonly manifest: TextManifest;
  readonly steps: number;
  /** Characters of the test stretch. */
  readonly testCharacters: number;
  /** Entropy rate of the source in nats a character, where it is known: no predictor's mean cross-entropy is lower. */
  readonly entropyRate: number | null;
}

/** A task ready for search. */
export type Task = ImageTask | TextTask;
