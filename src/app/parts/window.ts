import { MediaQuery } from 'svelte/reactivity';

/** The window is that of a phone, or of as little room: everything stands in one column. */
export const narrow = new MediaQuery('(width < 900px)', false);
/** The window has no room for all controls in one row. */
export const scarce = new MediaQuery('(width < 1240px)', false);
/** A finger points, which cannot hover. */
export const touch = new MediaQuery('(pointer: coarse)', false);
