import type { Architecture } from '../space/space.ts';
import type { AnySpace } from '../space/spaces.ts';
import type { Split, SplitData } from '../task/task.ts';
import type { TrainingConfig } from './supernet.ts';

/** What a supernet is made of, in either form. */
export interface SupernetOptions {
  readonly space: AnySpace;
  readonly training: TrainingConfig;
  /** Weights start as a function of this seed and their key alone. */
  readonly seed: number;
  /** The splits that are there from the start; `addTest` brings the test examples. */
  readonly data: Readonly<Partial<Record<Split, SplitData>>>;
  /** Holds only the weights of these children, to train them from scratch; without it, those of the whole space. */
  readonly only?: readonly Architecture[];
  /** Kernels compiled so far, of how many; the reference compiles none. */
  readonly progress?: (done: number, total: number) => void;
}

/** The keys of the weights that such a supernet holds. */
export function wantedKeys({ space, only }: Pick<SupernetOptions, 'space' | 'only'>): Set<string> {
  return new Set(
    only === undefined ? space.parameters().map(({ key }) => key) : only.flatMap((child) => space.childKeys(child)),
  );
}
