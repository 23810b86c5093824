import { activationIds } from '../space/recurrent/activations.ts';
import { operationIds as layerOperationIds } from '../space/macro/operations.ts';
import { operationIds } from '../space/micro/operations.ts';
import { shapesOf, type Shape } from '../space/shapes.ts';
import { spaceOf } from './build.ts';
import { validateSettings } from './schema.ts';
import type { Settings } from './settings.ts';

/** `settings` with the space, and all its operations, that a notation of this shape belongs to; maybe out of range. */
export function settingsOfShape(shape: Shape, settings: Settings): Settings {
  switch (shape.family) {
    case 'micro': {
      const stages = shape.cells === 1 ? 1 : Math.max(2, settings.stages);
      return { ...settings, family: 'micro', nodes: shape.nodes, stages, operations: operationIds };
    }
    case 'macro':
      return { ...settings, family: 'macro', layers: shape.layers, layerOperations: layerOperationIds };
    case 'recurrent':
      return { ...settings, family: 'recurrent', cellNodes: shape.nodes, activations: activationIds };
  }
}

/** Settings, as near to these as may be, in whose space a notation is a child; null where no settings in range are. */
export function settingsForNotation(text: string, settings: Settings): Settings | null {
  // One family at a time, that of the settings first: where two can be meant, the nearer one is.
  const shapes = shapesOf(text).toSorted((a, b) => distance(a, settings) - distance(b, settings));
  const possible = shapes.map((shape) => settingsOfShape(shape, settings));
  return possible.find((other) => validateSettings(other).ok && spaceOf(other).parse(text).ok) ?? null;
}

function distance({ family }: Shape, settings: Settings): number {
  return family === settings.family ? 0 : 1;
}
