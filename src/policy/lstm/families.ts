import type { Space } from '../../space/space.ts';
import { cellWalk } from './controller.ts';
import { controllerLayout } from './layout.ts';
import { layersLayout } from './macro/layout.ts';
import type { SkipTerm } from './macro/skip-term.ts';
import { layerWalk } from './macro/walk.ts';
import type { LogitShaping } from './shaping.ts';
import type { ControllerWalk } from './walk.ts';

export interface ControllerOptions extends LogitShaping, SkipTerm {
  readonly hiddenUnits: number;
}

/** Whether the decisions are those of layers, which choose no inputs, and not of cells. */
export function hasLayers({ decisions }: Pick<Space, 'decisions'>): boolean {
  return decisions.every(({ kind }) => kind !== 'input');
}

/** The controller of a space. Throws a `RangeError` for a space that no controller can walk. */
export function walkOf(space: Pick<Space, 'decisions'>, options: ControllerOptions): ControllerWalk<string> {
  return hasLayers(space)
    ? layerWalk(layersLayout(space), options, options.hiddenUnits)
    : cellWalk(controllerLayout(space), options, options.hiddenUnits);
}
