import type { Tape } from '../../tape.ts';
import { cellStrides } from '../../kernels/recurrent/cell.ts';
import { groupCount, type RecurrentShape, slotCount } from '../../kernels/recurrent/shape.ts';

/** Where one network keeps its numbers. Gradients are there in training only. */
export interface RecurrentSlot {
  /** Embedded characters, slots × H. */
  readonly embedded: number;
  /** Sums, then activations and gates, of the nodes. */
  readonly sums: number;
  readonly nodes: number;
  /** H a step, and what came before the first, group after group; the last stays for the next batch. */
  readonly states: number;
  readonly logits: number;
  /** One row a prediction that counts. */
  readonly rows: number;
  readonly gradients: {
    readonly fromOutput: number;
    readonly embedded: number;
    readonly state: number;
    readonly nodes: number;
    readonly embedding: number;
    readonly character: number;
    /** Gradient of the matrix through which each node reads a state or a node. */
    readonly matrices: readonly number[];
  } | null;
}

export function recurrentSlot(tape: Tape, name: string, shape: RecurrentShape, predictions: number): RecurrentSlot {
  const { arena, training } = tape;
  const { width, nodes, vocabulary, steps } = shape;
  const [groups, slots] = [groupCount(shape), slotCount(shape)];
  const strides = cellStrides(shape, training);
  const region = (what: string, quads: number): number => arena.allocate(`${name} ${what}`, quads);
  const matrix = (width * 2 * width) / 4;
  return {
    embedded: region('embedded', slots * width),
    sums: region('sums', slots * strides.sums),
    nodes: region('nodes', training ? slots * strides.nodes : groups * nodes * width),
    states: region('states', groups * (steps + 1) * width),
    logits: region('logits', slots * vocabulary),
    rows: region('losses', predictions),
    gradients: training
      ? {
          fromOutput: region('output gradient', slots * width),
          embedded: region('embedded gradient', slots * width),
          state: region('state gradient', groups * width),
          nodes: region('node gradients', groups * nodes * width),
          embedding: region('embedding gradient', (vocabulary * width) / 4),
          character: region('character gradient', matrix),
          matrices: Array.from({ length: nodes }, (_, node) => region(`matrix gradient ${node}`, matrix)),
        }
      : null,
  };
}
