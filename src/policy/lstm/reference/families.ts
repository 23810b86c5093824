import type { ControllerOptions, DecidedSpace } from '../controller.ts';
import { type ByFamily, ofFamily } from '../families.ts';
import { macroReference } from './macro.ts';
import { microReference } from './micro.ts';
import { recurrentReference } from './recurrent.ts';
import type { ReferenceController } from './rollout.ts';

const controllers: ByFamily<(space: DecidedSpace, options: ControllerOptions) => ReferenceController<string>> = {
  micro: microReference,
  macro: macroReference,
  recurrent: recurrentReference,
};

/** The controller of a space in tfjs. Throws a `RangeError` for a space that no controller can decide for. */
export function referenceController(space: DecidedSpace, options: ControllerOptions): ReferenceController<string> {
  return ofFamily(controllers, space)(space, options);
}
