import { mapsLabel, type Maps } from '../shape.ts';

/** A size × size window slid over maps, with SAME padding. */
export interface WindowShape {
  readonly input: Maps;
  readonly size: number;
  readonly stride: 1 | 2;
}

/** The maps that the window leaves, with as many channels as the input. */
export function windowMaps({ input, stride }: WindowShape): Maps {
  return { ...input, height: Math.ceil(input.height / stride), width: Math.ceil(input.width / stride) };
}

/** Rows or columns of zeros before the first of `extent`: where their number is odd, one more comes after the last. */
export function paddingBefore(extent: number, { size, stride }: WindowShape): number {
  return Math.floor(Math.max(0, (Math.ceil(extent / stride) - 1) * stride + size - extent) / 2);
}

export function windowLabel({ input, size, stride }: WindowShape): string {
  return `${size}×${size}${stride === 1 ? '' : `/${stride}`} ${mapsLabel(input)}`;
}
