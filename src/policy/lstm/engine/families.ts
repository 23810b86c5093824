import type { ChainProgram } from '../../../engine/kernels/decisions/program.ts';
import type { ControllerOptions, DecidedSpace } from '../controller.ts';
import { type ByFamily, ofFamily } from '../families.ts';
import { macroProgram } from './macro.ts';
import { microProgram } from './micro.ts';
import { recurrentProgram } from './recurrent.ts';

const programs: ByFamily<(space: DecidedSpace, options: ControllerOptions) => ChainProgram> = {
  micro: microProgram,
  macro: macroProgram,
  recurrent: recurrentProgram,
};

/** The controller of a space as a chain of decisions. Throws a `RangeError` as `spaceController` does. */
export function programOf(space: DecidedSpace, options: ControllerOptions): ChainProgram {
  return ofFamily(programs, space)(space, options);
}
