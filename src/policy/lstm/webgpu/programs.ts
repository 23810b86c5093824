import type { ChainProgram } from '../../../engine/operations/decisions/program.ts';
import type { Space } from '../../../space/space.ts';
import { type ControllerOptions, walkKind } from '../families.ts';
import { controllerLayout } from '../layout.ts';
import { layersLayout } from '../macro/layout.ts';
import { layersProgram } from '../macro/program.ts';
import { controllerProgram } from './program.ts';

/** The controller of a space as a chain of decisions; null where the engine has none, only the reference. */
export function programOf(space: Pick<Space, 'decisions'>, options: ControllerOptions): ChainProgram | null {
  switch (walkKind(space)) {
    case 'cells':
      return controllerProgram(controllerLayout(space), options, options.hiddenUnits);
    case 'layers':
      return layersProgram(layersLayout(space), options, options.hiddenUnits);
    case 'nodes':
      return null;
  }
}
