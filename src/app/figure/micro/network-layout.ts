import type { CellInput, CellPlan, NetworkPlan } from '../../../space/micro/network.ts';
import { arcApex, arcPath, type Point } from '../arcs.ts';

/** A block of the whole network; x runs from stem to head. */
export interface Block {
  readonly kind: 'stem' | CellPlan['kind'] | 'head';
  readonly name: string;
  readonly x: number;
  /** Shape of what it gives out: side, side, channels; for the head the classes alone. */
  readonly shape: readonly number[];
}

/** What brings one output into a later block: the previous output straight, the one before it by an arc. */
export interface Connection {
  readonly key: string;
  readonly path: string;
  readonly adapter: CellInput['adapter'];
  readonly middle: Point;
}

/** The drawing before it is turned: with `upright` its width runs down the page. */
export interface NetworkLayout {
  readonly upright: boolean;
  readonly width: number;
  readonly height: number;
  readonly axis: number;
  readonly box: number;
  readonly blocks: readonly Block[];
  readonly connections: readonly Connection[];
}

const BOX = { largest: 100, share: 0.62 } as const;
const NARROWEST_PITCH = 52;
const WIDEST_PITCH = 150;
const UPRIGHT_PITCH = 84;
/** An arc's apex over the boxes, in boxes, by how many blocks it goes on. */
const ARC_APEX = { next: 0.28, afterNext: 0.6 } as const;
const TOP_MARGIN = 14;
/** Two lines of words beneath a block, or one line beside it. */
const LABEL_ROOM = { below: 42, beside: 118 } as const;
/** An arc leaves and arrives this many boxes from the middle; the shorter one outside, so that none cross. */
const PORT = { next: 0.3, afterNext: 0.12 } as const;
/** Words at a straight line stand this far off it: above, or beside it where it runs down. */
const WORD_OFFSET = { above: 9, beside: 15 } as const;

/** Stem, cells and head in one line across `available` pixels, or down the page where they would be too narrow. */
export function layoutNetwork(plan: NetworkPlan, available: number): NetworkLayout {
  const count = plan.cells.length + 2;
  const upright = available / count < NARROWEST_PITCH;
  const width = upright ? UPRIGHT_PITCH * count : available;
  const pitch = Math.min(WIDEST_PITCH, width / count);
  const box = Math.min(BOX.largest, pitch * BOX.share);
  const axis = TOP_MARGIN + ARC_APEX.afterNext * box + box / 2;
  const x = (position: number): number => width / 2 + pitch * (position - (count - 1) / 2);

  const blocks: Block[] = [
    { kind: 'stem', name: 'stem', x: x(0), shape: [plan.stem.side, plan.stem.side, plan.stem.channels] },
    ...plan.cells.map(({ kind, index, side, channels }): Block => {
      return { kind, name: `cell ${index + 1}`, x: x(index + 1), shape: [side, side, channels] };
    }),
    { kind: 'head', name: 'head', x: x(count - 1), shape: [plan.head.classes] },
  ];

  const position = (source: CellInput['source']): number => (source === 'stem' ? 0 : source + 1);
  const straight = (from: number, to: number): Pick<Connection, 'path' | 'middle'> => {
    const [start, end] = [x(from) + box / 2, x(to) - box / 2];
    return {
      path: `M${start} ${axis}H${end}`,
      middle: { x: (start + end) / 2, y: axis - (upright ? WORD_OFFSET.beside : WORD_OFFSET.above) },
    };
  };
  const arched = (from: number, to: number): Pick<Connection, 'path' | 'middle'> => {
    const reach = to - from > 1 ? 'afterNext' : 'next';
    const port = PORT[reach] * box;
    const arc = { x0: x(from) + port, x1: x(to) - port, y: axis - box / 2, bend: (-ARC_APEX[reach] * box) / 0.75 };
    return { path: arcPath(arc), middle: arcApex(arc) };
  };
  const connections = plan.cells.flatMap(({ index, inputs: [first, second] }): Connection[] => [
    { key: `${index}.0`, adapter: first.adapter, ...arched(position(first.source), index + 1) },
    { key: `${index}.1`, adapter: second.adapter, ...straight(position(second.source), index + 1) },
  ]);
  connections.push({ key: 'head', adapter: 'none', ...straight(count - 2, count - 1) });
  const height = axis + box / 2 + (upright ? LABEL_ROOM.beside : LABEL_ROOM.below);
  return { upright, width, height, axis, box, blocks, connections };
}
