import type { MacroConfig } from '../../../../src/space/macro/config.ts';
import { createMacroSpace } from '../../../../src/space/macro/macro.ts';
import { operationIds } from '../../../../src/space/macro/operations.ts';
import type { Architecture } from '../../../../src/space/space.ts';

/** A small network of the default kind, with what a test changes. */
export function config(changes: Partial<MacroConfig> = {}): MacroConfig {
  return {
    family: 'macro',
    layers: 6,
    operations: operationIds,
    channels: 8,
    stem: 'conv3',
    imageSide: 14,
    classes: 10,
    ...changes,
  };
}

/** The child of an arc. */
export function child(changes: Partial<MacroConfig>, arc: string): Architecture {
  const parsed = createMacroSpace(config(changes)).parse(arc);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.architecture;
}
