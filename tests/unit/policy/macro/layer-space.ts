import { createMacroSpace } from '../../../../src/space/macro/macro.ts';
import type { MacroSpace } from '../../../../src/space/macro/macro.ts';
import { operationIds, type OperationId } from '../../../../src/space/macro/operations.ts';

/** A macro space of so many layers. */
export function layerSpace(layers: number, operations: readonly OperationId[] = operationIds): MacroSpace {
  return createMacroSpace({
    family: 'macro',
    layers,
    operations,
    channels: 8,
    stem: 'conv3',
    imageSide: 14,
    classes: 10,
  });
}
