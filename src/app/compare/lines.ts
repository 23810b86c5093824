/** How the best of one search grew, to be drawn as a line of steps. */
export interface BestLine {
  readonly letter: string;
  readonly words: string;
  readonly colour: string;
  /** Child steps at which it rose to each of `values`. */
  readonly childSteps: readonly number[];
  readonly values: readonly number[];
  /** Child steps at its end. */
  readonly end: number;
}

/** One child or several alike on the plane of the measure and multiply–adds. */
export interface PlanePoint {
  readonly letter: string;
  readonly words: string;
  readonly colour: string;
  /** In the measure of the plane. */
  readonly value: number;
  readonly multiplyAdds: number;
  readonly mark: 'dot' | 'square' | 'solid';
}
