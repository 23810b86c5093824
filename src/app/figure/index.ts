export { default as Figure } from './Figure.svelte';
export { default as Thumbnail } from './Thumbnail.svelte';
