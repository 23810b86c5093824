import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import type { Space } from '../../../src/space/space.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { operationIds, type OperationId } from '../../../src/space/micro/operations.ts';

/** A small network of the default kind, with what a test changes. */
export function config(changes: Partial<MicroConfig> = {}): MicroConfig {
  return {
    family: 'micro',
    nodes: 3,
    operations: operationIds,
    channels: 8,
    stages: 2,
    cellsPerStage: 1,
    stem: 'patch2',
    imageSide: 14,
    classes: 10,
    ...changes,
  };
}

/** Spaces of every size and several sets of operations. */
export function spaces(): Space[] {
  const sets: (readonly OperationId[])[] = [operationIds, ['sep3', 'identity'], ['sep5', 'max3'], ['avg3']];
  return [1, 2, 3, 4, 5].flatMap((nodes) =>
    [1, 2, 3].flatMap((stages) =>
      sets.map((operations) => createMicroSpace(config({ nodes, stages, operations, cellsPerStage: 1 }))),
    ),
  );
}

/** Every architecture of a (tiny) space. */
export function everyChild(space: Space): number[][] {
  return space.decisions.reduce<number[][]>(
    (prefixes, { choices }) => prefixes.flatMap((prefix) => choices.map((_, choice) => [...prefix, choice])),
    [[]],
  );
}
