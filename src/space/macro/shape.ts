import { clamp, fits, numbersIn, type ShapeReader } from '../shape.ts';

/** How many layers a network has. */
export interface MacroShape {
  readonly family: 'macro';
  readonly layers: number;
}

/** Larger networks than anyone has published; bounds the time that a pasted text can take. */
const MOST_LAYERS = 48;

/** 1 + 2 + … + L numbers. */
export const macroShape: ShapeReader<MacroShape> = {
  shapesOf(text) {
    const layers = layersOf(text);
    return !text.includes('|') && fits(layers, MOST_LAYERS) ? [{ family: 'macro', layers }] : [];
  },
  nearest: (text) => ({ family: 'macro', layers: clamp(Math.ceil(layersOf(text)), MOST_LAYERS) }),
};

function layersOf(text: string): number {
  return (Math.sqrt(8 * numbersIn(text) + 1) - 1) / 2;
}
