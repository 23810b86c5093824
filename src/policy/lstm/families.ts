import type { Space } from '../../space/space.ts';
import { cellWalk } from './controller.ts';
import { controllerLayout } from './layout.ts';
import { layersLayout } from './macro/layout.ts';
import type { SkipTerm } from './macro/skip-term.ts';
import { layerWalk } from './macro/walk.ts';
import { nodesLayout } from './recurrent/layout.ts';
import { nodeWalk } from './recurrent/walk.ts';
import type { LogitShaping } from './shaping.ts';
import type { ControllerWalk } from './walk.ts';

export interface ControllerOptions extends LogitShaping, SkipTerm {
  readonly hiddenUnits: number;
}

/**
 * How the decisions of a space are made: those of layers choose no inputs; those of a recurrent cell begin with an
 * activation, as its first node has nothing to choose from; those of other cells begin with an input.
 */
export function walkKind({ decisions }: Pick<Space, 'decisions'>): 'layers' | 'nodes' | 'cells' {
  if (decisions.every(({ kind }) => kind !== 'input')) return 'layers';
  return decisions[0]?.kind === 'operation' ? 'nodes' : 'cells';
}

/** The controller of a space. Throws a `RangeError` for a space that no controller can walk. */
export function walkOf(space: Pick<Space, 'decisions'>, options: ControllerOptions): ControllerWalk<string> {
  switch (walkKind(space)) {
    case 'layers':
      return layerWalk(layersLayout(space), options, options.hiddenUnits);
    case 'nodes':
      return nodeWalk(nodesLayout(space), options, options.hiddenUnits);
    case 'cells':
      return cellWalk(controllerLayout(space), options, options.hiddenUnits);
  }
}
