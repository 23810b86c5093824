/** A notation of somebody else's space, recognised so that it can be named. One file each, and a line in `formats.ts`. */
export interface ForeignFormat {
  /** What only this format writes; no group is read. Must take time in proportion to the text. */
  readonly looks: RegExp;
  /** What it is, as the start of a sentence: “This is a cell of …”. */
  readonly name: string;
  /** Why it is no child of the spaces here, and what can be done now: whole sentences. */
  readonly advice: string;
  /** The nearest arc of the spaces here, with what it lacks, or why there is none; absent where nothing is near. */
  readonly nearest?: (text: string) => NearestArc;
}

export interface NearestArc {
  /** Null where there is none. */
  readonly arc: string | null;
  /** What the arc leaves out or changes, or why there is none: a sentence. */
  readonly sentence: string;
}
