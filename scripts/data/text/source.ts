/** A text that can be packed: what the page says about it, where it is, and what packing must give. */
export interface TextSource {
  readonly id: string;
  readonly label: string;
  readonly licence: string;
  readonly attribution: string;
  readonly splitNote: string;
  /** SHA-256 of the unzipped parts: the same on every machine, so that runs can be compared. */
  readonly sha256: { readonly search: string; readonly test: string };
  /** Reads the npm package. */
  read(): string;
}
