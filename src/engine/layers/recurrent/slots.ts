import type { Tape } from '../../tape.ts';
import type { At } from '../../words.ts';
import { cellStrides } from '../../kernels/recurrent/cell.ts';
import { groupCount, type RecurrentShape, slotCount } from '../../kernels/recurrent/shape.ts';

/** Where one network keeps its numbers. Gradients are there in training only. */
export interface RecurrentSlot {
  /** Embedded characters, slots × H. */
  readonly embedded: At<'values'>;
  /** Sums, then activations and gates, of the nodes. */
  readonly sums: At<'gates'>;
  readonly nodes: At<'nodes'>;
  /** H a step, and what came before the first, group after group; the last stays for the next batch. */
  readonly states: At<'states'>;
  readonly logits: At<'logits'>;
  /** One row a prediction that counts. */
  readonly rows: At<'rows'>;
  readonly gradients: {
    readonly fromOutput: At<'gradient'>;
    readonly embedded: At<'gradient'>;
    readonly state: At<'gradient'>;
    readonly nodes: At<'gradient'>;
    readonly embedding: At<'partials'>;
    readonly character: At<'partials'>;
    /** Gradient of the matrix through which each node reads a state or a node. */
    readonly matrices: readonly At<'partials'>[];
  } | null;
}

export function recurrentSlot(tape: Tape, name: string, shape: RecurrentShape, predictions: number): RecurrentSlot {
  const { arena, training } = tape;
  const { width, nodes, vocabulary, steps } = shape;
  const [groups, slots] = [groupCount(shape), slotCount(shape)];
  const strides = cellStrides(shape, training);
  const region = (what: string, quads: number): At<never> => arena.allocate(`${name} ${what}`, quads);
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
