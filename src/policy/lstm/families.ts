import type { Family } from '../../space/spaces.ts';
import type { Controller, ControllerOptions, DecidedSpace } from './controller.ts';
import { macroController } from './macro/controller.ts';
import { microController } from './micro/controller.ts';
import { recurrentController } from './recurrent/controller.ts';

/** What there is for each family, by the id of its spaces. */
export type ByFamily<T> = Readonly<Record<Family, T>>;

/** What there is for the family of a space. Throws a `RangeError` for a space that no controller can decide for. */
export function ofFamily<T>(families: ByFamily<T>, { id }: DecidedSpace): T {
  if (!Object.hasOwn(families, id)) throw new RangeError(`No controller decides for spaces of the family “${id}”.`);
  return families[id as Family];
}

type MakeController = (space: DecidedSpace, options: ControllerOptions) => Controller<string>;

const controllers: ByFamily<MakeController> = {
  micro: microController,
  macro: macroController,
  recurrent: recurrentController,
};

/** The controller of a space. Throws a `RangeError` for a space that no controller can decide for. */
export function spaceController(space: DecidedSpace, options: ControllerOptions): Controller<string> {
  return ofFamily(controllers, space)(space, options);
}
