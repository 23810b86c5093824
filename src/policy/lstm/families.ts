import type { ChainProgram } from '../../engine/kernels/decisions/program.ts';
import type { Space } from '../../space/space.ts';
import type { Family } from '../../space/spaces.ts';
import { cellController } from './micro/rollout.ts';
import { cellsLayout } from './micro/layout.ts';
import { layersLayout } from './macro/layout.ts';
import { layersProgram } from './macro/program.ts';
import type { SkipTerm } from './macro/skip-term.ts';
import { layerController } from './macro/rollout.ts';
import { nodesLayout } from './recurrent/layout.ts';
import { nodesProgram } from './recurrent/program.ts';
import { nodeController } from './recurrent/rollout.ts';
import type { LogitShaping } from './shaping.ts';
import type { Controller } from './controller.ts';
import { cellsProgram } from './micro/program.ts';

export interface ControllerOptions extends LogitShaping, SkipTerm {
  readonly hiddenUnits: number;
}

type Decisions = Pick<Space, 'decisions'>;
/** What a controller goes by: the family of a space and its decisions. */
export type DecidedSpace = Pick<Space, 'id' | 'decisions'>;

/** One controller in both forms: in tfjs, and as the program of the engine. */
interface ControllerFamily {
  controller(space: Decisions, options: ControllerOptions): Controller<string>;
  program(space: Decisions, options: ControllerOptions): ChainProgram;
}

type Made<Layout, Form> = (layout: Layout, options: ControllerOptions, hiddenUnits: number) => Form;

function family<Layout>(
  layoutOf: (space: Decisions) => Layout,
  controller: Made<Layout, Controller<string>>,
  program: Made<Layout, ChainProgram>,
): ControllerFamily {
  return {
    controller: (space, options) => controller(layoutOf(space), options, options.hiddenUnits),
    program: (space, options) => program(layoutOf(space), options, options.hiddenUnits),
  };
}

/** By the id of their spaces. */
const families = {
  micro: family(cellsLayout, cellController, cellsProgram),
  macro: family(layersLayout, layerController, layersProgram),
  recurrent: family(nodesLayout, nodeController, nodesProgram),
} satisfies Readonly<Record<Family, ControllerFamily>>;

function familyOf({ id }: DecidedSpace): ControllerFamily {
  const found = (families as Readonly<Record<string, ControllerFamily>>)[id];
  if (found === undefined) throw new RangeError(`No controller decides for spaces of the family “${id}”.`);
  return found;
}

/** The controller of a space. Throws a `RangeError` for a space that no controller can decide for. */
export function spaceController(space: DecidedSpace, options: ControllerOptions): Controller<string> {
  return familyOf(space).controller(space, options);
}

/** The same controller as a chain of decisions on the engine. Throws a `RangeError` as `spaceController` does. */
export function programOf(space: DecidedSpace, options: ControllerOptions): ChainProgram {
  return familyOf(space).program(space, options);
}
