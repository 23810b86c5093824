import type { BenchChild } from '../subjects/children.ts';

/** One way to train a child. */
export interface Contender {
  /** Issues so many steps back to back; resolves with the last one's loss when the device has computed it. */
  train(steps: number): Promise<number>;
  dispose(): void;
}

/** Makes the child's network with its first weights. Rejects with a sentence where that is not possible here. */
export type OpenContender = (child: BenchChild) => Promise<Contender>;
