import type { BestSoFar } from '../../experiment/best-so-far.ts';

/** How the best of one search grew, to be drawn as a line of steps. */
export interface BestLine {
  readonly letter: string;
  readonly words: string;
  readonly colour: string;
  readonly best: BestSoFar;
  /** Child steps at its end. */
  readonly end: number;
}

/** One child or several alike on the plane of accuracy and multiply–adds. */
export interface PlanePoint {
  readonly letter: string;
  readonly words: string;
  readonly colour: string;
  readonly accuracy: number;
  readonly multiplyAdds: number;
  readonly mark: 'dot' | 'square' | 'solid';
}
