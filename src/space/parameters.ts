/** How a tensor starts. `he-normal`: normal with standard deviation √(2 / fanIn). */
export type Initialisation =
  { readonly kind: 'he-normal'; readonly fanIn: number } | { readonly kind: 'ones' } | { readonly kind: 'zeros' };

/** One tensor of shared weights. */
export interface ParameterSpec {
  readonly key: string;
  readonly shape: readonly number[];
  readonly initialisation: Initialisation;
}

/** Numbers in a tensor of this shape. */
export function size(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
