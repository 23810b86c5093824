import type { CellInput, CellPlan, NetworkPlan } from '../../space/micro/network.ts';
import { arcApex, arcPath, type Point } from './arcs.ts';

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

const BOX = { largest: 68, share: 0.74 } as const;
const NARROWEST_PITCH = 52;
const WIDEST_PITCH = 150;
const UPRIGHT_PITCH = 84;
const ARC_APEX = 38;
const TOP_MARGIN = 14;
/** Two lines of words beneath a block, or one line beside it. */
const LABEL_ROOM = { below: 42, beside: 118 } as const;
/** An arc leaves and arrives this share of a box from its middle. */
const PORT = 0.15;

/** Stem, cells and head in one line across `available` pixels, or down the page where they would be too narrow. */
export function layoutNetwork(plan: NetworkPlan, available: number): NetworkLayout {
  const count = plan.cells.length + 2;
  const upright = available / count < NARROWEST_PITCH;
  const width = upright ? UPRIGHT_PITCH * count : available;
  const pitch = Math.min(WIDEST_PITCH, width / count);
  const box = Math.min(BOX.largest, pitch * BOX.share);
  const axis = TOP_MARGIN + ARC_APEX + box / 2;
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
    return { path: `M${start} ${axis}H${end}`, middle: { x: (start + end) / 2, y: axis } };
  };
  const arched = (from: number, to: number): Pick<Connection, 'path' | 'middle'> => {
    const apex = to - from > 1 ? ARC_APEX : ARC_APEX / 2;
    const arc = { x0: x(from) + PORT * box, x1: x(to) - PORT * box, y: axis - box / 2, bend: -apex / 0.75 };
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
