import type { Readback } from '../../engine/readback.ts';
import type { DeviceRows } from '../../engine/device-rows.ts';
import { type ChildScore, NonFiniteError, type PendingScores } from '../supernet.ts';

/** Scores of children that a few submissions, one after the other, leave both to be read and as rows. */
export interface SubmittedScores {
  readonly readbacks: Promise<readonly Readback[]>;
  readonly rows: DeviceRows;
  readonly images: number;
  /** What is scored, as a phrase. */
  readonly where: string;
  /** The result, or a rejection if the device goes away before. */
  readonly unlessLost: <T>(result: Promise<T>) => Promise<T>;
}

export function pendingScores({ readbacks, rows, images, where, unlessLost }: SubmittedScores): PendingScores {
  readbacks.catch(() => undefined);
  const leave = (): void => {
    readbacks.then(
      (all) => all.forEach((readback) => readback.discard()),
      () => undefined,
    );
  };
  return {
    read: async () => {
      rows.discard();
      const read = await unlessLost(readbacks.then((all) => Promise.all(all.map((readback) => readback.read()))));
      return read.flatMap((values) =>
        Array.from({ length: values.length / 4 }, (_, child): ChildScore => {
          const [crossEntropy = NaN, accuracy = NaN] = values.subarray(4 * child);
          if (!Number.isFinite(crossEntropy)) throw new NonFiniteError(where);
          return { accuracy, crossEntropy, images };
        }),
      );
    },
    take: () => {
      leave();
      return unlessLost(readbacks.then(() => rows));
    },
    discard: () => {
      leave();
      rows.discard();
    },
  };
}
