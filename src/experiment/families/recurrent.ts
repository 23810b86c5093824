import { activationFacts, type ActivationId, activationIds } from '../../space/recurrent/activations.ts';
import type { RecurrentConfig } from '../../space/recurrent/config.ts';
import type { RecurrentShape } from '../../space/recurrent/shape.ts';
import { choice, number, type Setting, subset, type ValuesOf } from '../settings/setting.ts';
import type { textSettings } from '../task-kinds/text.ts';
import type { FamilyDescriptor } from './family.ts';

const settings = {
  cellNodes: number({
    link: 'rnodes',
    group: 'space',
    label: 'nodes in a cell',
    hint: 'Each reads one earlier node, the first the character and the state, and applies an activation behind a gate.',
    default: 4,
    min: 2,
    max: 12,
    step: 1,
  }),
  activations: subset<ActivationId>({
    link: 'acts',
    group: 'space',
    label: 'activations',
    hint: 'What a node may compute.',
    default: activationIds,
    options: activationIds.map((value) => ({ value, label: activationFacts[value].label })),
  }),
  width: number({
    link: 'width',
    group: 'space',
    label: 'width',
    hint: 'Numbers in a state, and in what a character is embedded as.',
    default: 64,
    min: 16,
    max: 128,
    step: 16,
  }),
  cellOutput: choice({
    link: 'rout',
    group: 'space',
    label: 'next state',
    hint: 'The mean of the nodes that nobody reads (the paper), or of all (its corrected code).',
    default: 'loose-ends',
    options: [
      { value: 'loose-ends', label: 'loose ends' },
      { value: 'all-nodes', label: 'all nodes' },
    ],
    advanced: true,
  }),
  cellKeys: choice({
    link: 'rkeys',
    group: 'space',
    label: 'weights by',
    hint: 'Whether the activations on one edge share its weights (the paper) or have their own (both codes).',
    default: 'edge',
    options: [
      { value: 'edge', label: 'edge' },
      { value: 'edge-and-activation', label: 'edge and activation' },
    ],
    advanced: true,
  }),
} as const satisfies Record<string, Setting>;

type Values = ValuesOf<typeof settings> & Pick<ValuesOf<typeof textSettings>, 'textSteps'>;

/** ENAS recurrent cells, for text (methods/enas 2.1). */
export const recurrent = {
  label: 'recurrent cells (ENAS)',
  taskKind: 'text',
  design: 'cell',
  settings,
  uses: [],
  givesWay: ['width'],
  configOf(values: Values, classes: number): RecurrentConfig {
    return {
      family: 'recurrent',
      nodes: values.cellNodes,
      activations: values.activations,
      width: values.width,
      output: values.cellOutput,
      keys: values.cellKeys,
      vocabulary: classes,
      steps: values.textSteps,
    };
  },
  changesFor: ({ nodes }: RecurrentShape) => ({ cellNodes: nodes, activations: activationIds }),
} as const satisfies FamilyDescriptor;
