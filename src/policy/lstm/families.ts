import type { ChainProgram } from '../../engine/operations/decisions/program.ts';
import type { Space } from '../../space/space.ts';
import { cellWalk } from './controller.ts';
import { controllerLayout } from './layout.ts';
import { layersLayout } from './macro/layout.ts';
import { layersProgram } from './macro/program.ts';
import type { SkipTerm } from './macro/skip-term.ts';
import { layerWalk } from './macro/walk.ts';
import { nodesLayout } from './recurrent/layout.ts';
import { nodesProgram } from './recurrent/program.ts';
import { nodeWalk } from './recurrent/walk.ts';
import type { LogitShaping } from './shaping.ts';
import type { ControllerWalk } from './walk.ts';
import { controllerProgram } from './webgpu/program.ts';

export interface ControllerOptions extends LogitShaping, SkipTerm {
  readonly hiddenUnits: number;
}

type Decisions = Pick<Space, 'decisions'>;
/** What a controller goes by: the family of a space and its decisions. */
export type WalkedSpace = Pick<Space, 'id' | 'decisions'>;

/** One walk in both forms: in tfjs, and as the program of the engine. */
interface ControllerFamily {
  walk(space: Decisions, options: ControllerOptions): ControllerWalk<string>;
  program(space: Decisions, options: ControllerOptions): ChainProgram;
}

type Made<Layout, Form> = (layout: Layout, options: ControllerOptions, hiddenUnits: number) => Form;

function family<Layout>(
  layoutOf: (space: Decisions) => Layout,
  walk: Made<Layout, ControllerWalk<string>>,
  program: Made<Layout, ChainProgram>,
): ControllerFamily {
  return {
    walk: (space, options) => walk(layoutOf(space), options, options.hiddenUnits),
    program: (space, options) => program(layoutOf(space), options, options.hiddenUnits),
  };
}

/** By the id of their spaces. */
const families: Readonly<Record<string, ControllerFamily>> = {
  micro: family(controllerLayout, cellWalk, controllerProgram),
  macro: family(layersLayout, layerWalk, layersProgram),
  recurrent: family(nodesLayout, nodeWalk, nodesProgram),
};

function familyOf({ id }: WalkedSpace): ControllerFamily {
  const found = families[id];
  if (found === undefined) throw new RangeError(`No controller walks spaces of the family “${id}”.`);
  return found;
}

/** The controller of a space. Throws a `RangeError` for a space that no controller can walk. */
export function walkOf(space: WalkedSpace, options: ControllerOptions): ControllerWalk<string> {
  return familyOf(space).walk(space, options);
}

/** The same controller as a chain of decisions on the engine. Throws a `RangeError` as `walkOf` does. */
export function programOf(space: WalkedSpace, options: ControllerOptions): ChainProgram {
  return familyOf(space).program(space, options);
}
