export interface RunRecord {
  readonly schema: 1;
}
