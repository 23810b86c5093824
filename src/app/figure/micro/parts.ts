export { default as Graph } from './MicroCell.svelte';
export { default as Beside } from './NetworkStrip.svelte';
