/** Two settings that do not go together, and why, as one sentence. */
export interface Conflict<Key extends string = string> {
  /** The one that a person would rather change. */
  readonly key: Key;
  readonly against: Key;
  readonly sentence: string;
}
