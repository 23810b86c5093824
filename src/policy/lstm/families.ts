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

const families = {
  cells: family(controllerLayout, cellWalk, controllerProgram),
  layers: family(layersLayout, layerWalk, layersProgram),
  nodes: family(nodesLayout, nodeWalk, nodesProgram),
} satisfies Record<string, ControllerFamily>;

/**
 * How the decisions of a space are made: those of layers choose no inputs; those of a recurrent cell begin with an
 * activation, as its first node has nothing to choose from; those of other cells begin with an input.
 */
export function walkKind({ decisions }: Decisions): keyof typeof families {
  if (decisions.every(({ kind }) => kind !== 'input')) return 'layers';
  return decisions[0]?.kind === 'operation' ? 'nodes' : 'cells';
}

/** The controller of a space. Throws a `RangeError` for a space that no controller can walk. */
export function walkOf(space: Decisions, options: ControllerOptions): ControllerWalk<string> {
  return families[walkKind(space)].walk(space, options);
}

/** The same controller as a chain of decisions on the engine. Throws a `RangeError` as `walkOf` does. */
export function programOf(space: Decisions, options: ControllerOptions): ChainProgram {
  return families[walkKind(space)].program(space, options);
}
