export { default as Graph } from './LayersPanel.svelte';
