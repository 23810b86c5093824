import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { operationIds } from '../../../src/space/micro/operations.ts';

/** A small network of the default kind, with what a test changes. */
export function config(changes: Partial<MicroConfig> = {}): MicroConfig {
  return {
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
