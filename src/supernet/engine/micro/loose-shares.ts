import { CELL_INPUTS } from '../../../space/micro/genotype.ts';
import type { CandidateEdge } from '../../../space/space.ts';

/** The terms after a node that might read it: node and side of the reader, and how much of it reads the node. */
interface Reading {
  readonly reader: number;
  readonly side: 0 | 1;
  readonly read: number;
}

/**
 * How loose each node of a mixed cell is: ∏ over later terms of (1 − Σ z of the edges from it), as in the reference
 * form. With one-hot z this is 1 for a loose end and 0 for every other node.
 */
export class LooseShares {
  readonly shares: readonly number[];
  readonly #candidates: readonly CandidateEdge[];
  readonly #readings: readonly (readonly Reading[])[];

  /** `nodes`: inputs and computed nodes together. */
  constructor(candidates: readonly CandidateEdge[], z: Float32Array, nodes: number) {
    this.#candidates = candidates;
    this.#readings = Array.from({ length: nodes }, (_, node) => {
      const readers = Array.from({ length: nodes }, (_, reader) => reader);
      return readers
        .filter((reader) => reader > node && reader >= CELL_INPUTS)
        .flatMap((reader) =>
          ([0, 1] as const).map((side) => ({
            reader,
            side,
            read: candidates.reduce(
              (sum, edge, i) =>
                edge.from === node && edge.to === reader && edge.side === side ? sum + (z[i] as number) : sum,
              0,
            ),
          })),
        );
    });
    this.shares = this.#readings.map((readings) => readings.reduce((share, { read }) => share * (1 - read), 1));
  }

  /** Adds to `gradient` (one number a candidate edge) what dL/d share of each node means for z. */
  addGradient(ofShares: readonly number[], gradient: Float32Array): void {
    for (const [i, { from, to, side }] of this.#candidates.entries()) {
      const others = (this.#readings[from] ?? []).filter((one) => one.reader !== to || one.side !== side);
      const slope = -others.reduce((product, { read }) => product * (1 - read), 1);
      gradient[i] = (gradient[i] as number) + (ofShares[from] as number) * slope;
    }
  }
}
