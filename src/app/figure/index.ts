export { default as Figure } from './Figure.svelte';
export { default as Thumbnail } from './Thumbnail.svelte';
export type { ColourBy, EdgeAddress, FigureProps } from './types.ts';
