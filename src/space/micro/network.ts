import { planStem, type StemPlan } from '../stem.ts';
import type { MicroConfig } from './config.ts';

/** How a cell's input is brought to the cell's side and channels (methods/enas 3.4). */
export type InputAdapter =
  /** It has the cell's shape already. */
  | 'none'
  /** ReLU, 1×1 convolution, batch-norm. */
  | 'calibrate'
  /** ReLU, factorised reduction (half the side, rounded up), batch-norm. */
  | 'reduce';

/** One of the two inputs of a cell. */
export interface CellInput {
  /** The stem's output, or the output of the cell of this index. */
  readonly source: 'stem' | number;
  /** Pixels a side and channels of the source, before the adapter. */
  readonly side: number;
  readonly channels: number;
  readonly adapter: InputAdapter;
}

/** One cell. Everything between its adapters and its output has `side` × `side` pixels and `channels` channels. */
export interface CellPlan {
  readonly index: number;
  readonly kind: 'normal' | 'reduction';
  readonly side: number;
  readonly channels: number;
  /** Inputs 0 and 1 are the outputs of the cell before the previous one and of the previous one. */
  readonly inputs: readonly [CellInput, CellInput];
}

/** Global average pool, then a linear layer without bias. */
export interface HeadPlan {
  readonly side: number;
  readonly channels: number;
  readonly classes: number;
}

/** The whole network but what the cells compute: the same for every child. */
export interface NetworkPlan {
  readonly stem: StemPlan;
  readonly cells: readonly CellPlan[];
  readonly head: HeadPlan;
}

/** As in the ENAS scripts, whatever the stem's kernel (methods/enas 3.4). */
const STEM_WIDTH = 3;

/**
 * Lays out stem, cells and head. Stages are runs of `cellsPerStage` normal cells; one reduction cell between two
 * stages halves the side (rounded up) and doubles the channels.
 */
export function planNetwork(config: MicroConfig): NetworkPlan {
  const stem = planStem(config.stem, config.imageSide, STEM_WIDTH * config.channels);
  const cells: CellPlan[] = [];
  let { side } = stem;
  let { channels } = config;
  let before: Source = { source: 'stem', side, channels: stem.channels };
  let last = before;
  for (const kind of cellKinds(config)) {
    if (kind === 'reduction') {
      side = Math.ceil(side / 2);
      channels *= 2;
    }
    const index = cells.length;
    cells.push({ index, kind, side, channels, inputs: [adapt(before, side, channels), adapt(last, side, channels)] });
    before = last;
    last = { source: index, side, channels };
  }
  return { stem, cells, head: { side: last.side, channels: last.channels, classes: config.classes } };
}

type Source = Omit<CellInput, 'adapter'>;

function cellKinds(config: MicroConfig): CellPlan['kind'][] {
  return Array.from({ length: config.stages }, (_, stage): CellPlan['kind'][] => [
    ...(stage > 0 ? (['reduction'] as const) : []),
    ...new Array<'normal'>(config.cellsPerStage).fill('normal'),
  ]).flat();
}

/**
 * In search a reduction cell reduces both its inputs and then runs stride-1 operations; a normal cell after it
 * reduces input 0, which is one stage older. The reduction sets the channels too. A 1×1 map cannot be reduced (half of
 * the channels would see padding only): there, only the channels are calibrated.
 *
 * The ENAS script differs in one place: its reduction cells read two reductions of the previous cell's output. Here, as
 * methods/enas 2.3 defines cells, input 0 is the output of the cell before that.
 */
function adapt(source: Source, side: number, channels: number): CellInput {
  if (source.side !== side) return { ...source, adapter: 'reduce' };
  return { ...source, adapter: source.channels === channels ? 'none' : 'calibrate' };
}
