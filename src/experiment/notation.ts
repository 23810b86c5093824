import { shapesOf, type Shape } from '../space/shapes.ts';
import { spaceOf } from './build.ts';
import { families } from './families/families.ts';
import type { FamilyDescriptor } from './families/family.ts';
import { validateSettings } from './schema.ts';
import type { Settings } from './settings.ts';

/** `settings` with the space, and all its operations, that a notation of this shape belongs to; maybe out of range. */
export function settingsOfShape(shape: Shape, settings: Settings): Settings {
  const descriptor: FamilyDescriptor = families[shape.family];
  return { ...settings, family: shape.family, ...descriptor.changesFor(shape, settings) };
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
