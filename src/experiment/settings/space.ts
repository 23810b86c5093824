import { operationIds, type OperationId } from '../../space/micro/operations.ts';
import { choice, number, subset, type Setting } from './setting.ts';

/** Which networks there are. */
export const spaceSettings = {
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
    options: [
      { value: 'sep3', label: 'sep 3×3' },
      { value: 'sep5', label: 'sep 5×5' },
      { value: 'avg3', label: 'avg 3×3' },
      { value: 'max3', label: 'max 3×3' },
      { value: 'identity', label: 'identity' },
    ],
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
  stem: choice({
    link: 'stem',
    group: 'space',
    label: 'stem',
    hint: 'How pixels become channels; a patch stem shrinks the maps by its size.',
    default: 'patch2',
    options: [
      { value: 'conv3', label: '3×3 convolution' },
      { value: 'patch2', label: 'patches of 2×2' },
      { value: 'patch4', label: 'patches of 4×4' },
    ],
  }),
} as const satisfies Record<string, Setting>;
