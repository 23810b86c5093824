import type { ChainProgram } from '../../engine/operations/decisions/program.ts';
import type { Space } from '../../space/space.ts';
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

const families = {
  cells: family(cellsLayout, cellController, cellsProgram),
  layers: family(layersLayout, layerController, layersProgram),
  nodes: family(nodesLayout, nodeController, nodesProgram),
} satisfies Record<string, ControllerFamily>;

/**
 * How the decisions of a space are made: those of layers choose no inputs; those of a recurrent cell begin with an
 * activation, as its first node has nothing to choose from; those of other cells begin with an input.
 */
export function controllerKind({ decisions }: Decisions): keyof typeof families {
  if (decisions.every(({ kind }) => kind !== 'input')) return 'layers';
  return decisions[0]?.kind === 'operation' ? 'nodes' : 'cells';
}

/** The controller of a space. Throws a `RangeError` for a space whose decisions no controller can make. */
export function spaceController(space: Decisions, options: ControllerOptions): Controller<string> {
  return families[controllerKind(space)].controller(space, options);
}

/** The same controller as a chain of decisions on the engine. Throws a `RangeError` as `spaceController` does. */
export function programOf(space: Decisions, options: ControllerOptions): ChainProgram {
  return families[controllerKind(space)].program(space, options);
}
