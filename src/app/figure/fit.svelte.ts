import { MediaQuery } from 'svelte/reactivity';
import type { Fit } from './layout.ts';

/** Narrower than this, in pixels, the letters of a drawing lying down would be too small to read. */
const LYING_WIDTH = 600;
const lowPhone = new MediaQuery('max-height: 740px', false);
const shortWindow = new MediaQuery('max-height: 800px', false);
const veryShortWindow = new MediaQuery('max-height: 780px', false);

/** How a drawing stands in a place so many pixels wide; 0 before that is known. */
export function fitFor(width: number): Fit {
  if (width > 0 && width < LYING_WIDTH) return lowPhone.current ? 'upright-flat' : 'upright';
  if (veryShortWindow.current) return 'flat';
  return shortWindow.current ? 'compact' : 'tall';
}
