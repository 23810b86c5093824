import type { MicroConfig } from '../../space/micro/config.ts';
import { operationFacts, type OperationId, operationIds } from '../../space/micro/operations.ts';
import type { MicroShape } from '../../space/micro/shape.ts';
import { number, type Setting, subset, type ValuesOf } from '../settings/setting.ts';
import type { FamilyDescriptor } from './family.ts';
import { imageNetworkOf, imageNetworkSettings, type ImageNetworkValues } from './image-network.ts';

const settings = {
  nodes: number({
    link: 'nodes',
    group: 'space',
    label: 'nodes in a cell',
    hint: 'Computed nodes; each adds the results of two operations on earlier nodes.',
    default: 3,
    min: 1,
    max: 5,
    step: 1,
  }),
  operations: subset<OperationId>({
    link: 'ops',
    group: 'space',
    label: 'operations',
    hint: 'What an edge may compute.',
    default: operationIds,
    options: operationIds.map((value) => ({ value, label: operationFacts[value].label })),
  }),
  channels: number({
    link: 'ch',
    group: 'space',
    label: 'channels',
    hint: 'Width of the first cells; a reduction cell doubles it.',
    default: 8,
    min: 4,
    max: 16,
    step: 4,
  }),
  stages: number({
    link: 'stages',
    group: 'space',
    label: 'stages',
    hint: 'Runs of normal cells with a reduction cell between them.',
    default: 2,
    min: 1,
    max: 3,
    step: 1,
  }),
  cellsPerStage: number({
    link: 'cells',
    group: 'space',
    label: 'normal cells a stage',
    hint: 'How many normal cells stand in each stage.',
    default: 1,
    min: 1,
    max: 3,
    step: 1,
  }),
  ...imageNetworkSettings,
} as const satisfies Record<string, Setting>;

type Values = ValuesOf<typeof settings>;

/** ENAS micro: cells that are stacked to a network (methods/enas 2.3). */
export const micro = {
  label: 'cells (ENAS micro)',
  taskKind: 'images',
  design: 'cell',
  settings,
  uses: ['costWeight', 'operationTanhReduction', 'convolutionBias'],
  givesWay: ['channels'],
  configOf(values: Values & ImageNetworkValues, classes: number): MicroConfig {
    const { nodes, operations, channels, stages, cellsPerStage } = values;
    return { family: 'micro', nodes, operations, channels, stages, cellsPerStage, ...imageNetworkOf(values, classes) };
  },
  changesFor({ cells, nodes }: MicroShape, { stages }: Pick<Values, 'stages'>) {
    return { nodes, stages: cells === 1 ? 1 : Math.max(2, stages), operations: operationIds };
  },
} as const satisfies FamilyDescriptor;
