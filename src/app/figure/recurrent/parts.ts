export { default as Graph } from '../cells/CellPanel.svelte';
