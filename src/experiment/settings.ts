import { operationIds, type OperationId } from '../space/micro/operations.ts';

/**
 * Every number and choice that a person may change, in one table: default, range, unit, words and link name.
 * Schemas, controls, links and the command line are all made from it.
 */

export type SettingGroup = 'task' | 'space' | 'weights' | 'strategy' | 'derive' | 'retrain';

interface SettingBase {
  /** Name in links and on the command line. Never reused for another meaning. */
  readonly link: string;
  readonly group: SettingGroup;
  readonly label: string;
  /** One sentence: what it does, as a person would ask. */
  readonly hint: string;
  /** Shown only on request; the rest is always in view. */
  readonly advanced?: boolean;
}
export interface NumberSetting extends SettingBase {
  readonly kind: 'integer' | 'real';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly scale?: 'linear' | 'log';
  readonly unit?: string;
}
interface Option<T extends string = string> {
  readonly value: T;
  readonly label: string;
}
export interface ChoiceSetting<T extends string = string> extends SettingBase {
  readonly kind: 'choice';
  readonly default: T;
  readonly options: readonly Option<T>[];
}
export interface SwitchSetting extends SettingBase {
  readonly kind: 'switch';
  readonly default: boolean;
}
export interface SetSetting<T extends string = string> extends SettingBase {
  readonly kind: 'set';
  readonly default: readonly T[];
  readonly options: readonly Option<T>[];
}
export type Setting = NumberSetting | ChoiceSetting | SwitchSetting | SetSetting;

const number = (setting: Omit<NumberSetting, 'kind'> & { kind?: 'integer' | 'real' }): NumberSetting => ({
  kind: 'integer',
  ...setting,
});
// Generic in the options, not in T: the table's `satisfies` would widen T to string.
const choice = <const O extends readonly Option[]>(
  setting: SettingBase & { readonly default: O[number]['value']; readonly options: O },
): ChoiceSetting<O[number]['value']> => ({ kind: 'choice', ...setting });
const flag = (setting: Omit<SwitchSetting, 'kind'>): SwitchSetting => ({ kind: 'switch', ...setting });
const subset = <T extends string>(setting: Omit<SetSetting<T>, 'kind'>): SetSetting<T> => ({ kind: 'set', ...setting });

/** The largest seed: seeds are unsigned 32-bit integers. */
const MAX_SEED = 2 ** 32 - 1;

/** Images packed for search; validation is what train leaves of them. */
export const SEARCH_IMAGES = 12_000;

export const settingsTable = {
  seed: number({
    link: 'seed',
    group: 'strategy',
    label: 'seed',
    hint: 'The same seed on the same adapter gives the same run.',
    default: 7,
    min: 0,
    max: MAX_SEED,
    step: 1,
  }),

  dataset: choice({
    link: 'data',
    group: 'task',
    label: 'data set',
    hint: 'Which pictures the networks learn to name.',
    default: 'fashion-mnist',
    options: [
      { value: 'fashion-mnist', label: 'Fashion-MNIST' },
      { value: 'mnist', label: 'MNIST digits' },
    ],
  }),
  imageSide: choice({
    link: 'side',
    group: 'task',
    label: 'image side',
    hint: 'Pixels a side; smaller images are 2×2 means of the packed 28 × 28.',
    default: '14',
    options: [
      { value: '28', label: '28 × 28' },
      { value: '14', label: '14 × 14' },
      { value: '7', label: '7 × 7' },
    ],
  }),
  trainImages: number({
    link: 'train',
    group: 'task',
    label: 'train images',
    hint: 'Images that the weights learn from; the other search images validate.',
    default: 10_000,
    min: 1_000,
    max: 11_000,
    step: 500,
    unit: 'images',
  }),

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

  batch: number({
    link: 'batch',
    group: 'weights',
    label: 'batch',
    hint: 'Train images in one shared-weight step.',
    default: 32,
    min: 8,
    max: 128,
    step: 8,
    unit: 'images',
  }),
  optimiser: choice({
    link: 'opt',
    group: 'weights',
    label: 'optimiser',
    hint: 'How shared weights move.',
    default: 'adam',
    options: [
      { value: 'nesterov', label: 'Nesterov SGD, momentum .9' },
      { value: 'adam', label: 'Adam' },
    ],
    advanced: true,
  }),
  weightLearningRate: number({
    kind: 'real',
    link: 'lr',
    group: 'weights',
    label: 'weight learning rate',
    hint: 'Highest learning rate of the shared weights; falls as a cosine and restarts.',
    default: 0.01,
    min: 0.001,
    max: 0.2,
    step: 0.001,
    scale: 'log',
  }),
  weightLearningRateEnd: number({
    kind: 'real',
    link: 'lrend',
    group: 'weights',
    label: 'lowest learning rate',
    hint: 'Where each cosine ends, as a part of the highest.',
    default: 0.02,
    min: 0,
    max: 1,
    step: 0.01,
    advanced: true,
  }),
  restartSteps: number({
    link: 'restart',
    group: 'weights',
    label: 'first restart',
    hint: 'Steps until the learning rate first restarts; each later period is twice as long. 0: one cosine over the search.',
    default: 0,
    min: 0,
    max: 5_000,
    step: 50,
    unit: 'steps',
    advanced: true,
  }),
  weightDecay: number({
    kind: 'real',
    link: 'wd',
    group: 'weights',
    label: 'weight decay',
    hint: 'Pull of the shared weights towards zero.',
    default: 0.0001,
    min: 0,
    max: 0.01,
    step: 0.0001,
    advanced: true,
  }),
  decayUnused: flag({
    link: 'decayall',
    group: 'weights',
    label: 'decay unused weights too',
    hint: 'As in the ENAS code: weights that a step does not use still decay and coast on momentum.',
    default: false,
    advanced: true,
  }),
  clipNorm: number({
    kind: 'real',
    link: 'clip',
    group: 'weights',
    label: 'gradient clip',
    hint: 'Largest global norm of a gradient; 0 means none.',
    default: 5,
    min: 0,
    max: 20,
    step: 0.5,
    advanced: true,
  }),
  trainOn: choice({
    link: 'on',
    group: 'weights',
    label: 'train weights on',
    hint: 'Whose children the shared weights are trained on.',
    default: 'policy',
    options: [
      { value: 'policy', label: 'children of the policy' },
      { value: 'uniform', label: 'uniform children' },
    ],
  }),

  strategy: choice({
    link: 'strategy',
    group: 'strategy',
    label: 'strategy',
    hint: 'How architectures are searched.',
    default: 'enas',
    options: [{ value: 'enas', label: 'ENAS: sample, share, reinforce' }],
  }),
  warmUpSteps: number({
    link: 'warm',
    group: 'strategy',
    label: 'warm-up',
    hint: 'Shared-weight steps on uniform children before the policy starts.',
    default: 150,
    min: 0,
    max: 2_000,
    step: 10,
    unit: 'steps',
  }),
  rounds: number({
    link: 'rounds',
    group: 'strategy',
    label: 'rounds',
    hint: 'Alternations of shared-weight steps and policy updates.',
    default: 15,
    min: 1,
    max: 200,
    step: 1,
  }),
  stepsPerRound: number({
    link: 'steps',
    group: 'strategy',
    label: 'weight steps a round',
    hint: 'Shared-weight steps before each run of policy updates.',
    default: 30,
    min: 1,
    max: 500,
    step: 1,
    unit: 'steps',
  }),
  updatesPerRound: number({
    link: 'updates',
    group: 'strategy',
    label: 'policy updates a round',
    hint: 'Policy updates after each run of weight steps.',
    default: 10,
    min: 1,
    max: 100,
    step: 1,
  }),
  childrenPerUpdate: number({
    link: 'children',
    group: 'strategy',
    label: 'children per update',
    hint: 'Children sampled and scored for one policy update.',
    default: 4,
    min: 1,
    max: 16,
    step: 1,
  }),
  rewardBatch: number({
    link: 'rbatch',
    group: 'strategy',
    label: 'reward batch',
    hint: 'Validation images that score each child of an update.',
    default: 64,
    min: 16,
    max: 256,
    step: 16,
    unit: 'images',
  }),
  reward: choice({
    link: 'reward',
    group: 'strategy',
    label: 'reward',
    hint: 'What a child is praised for. Minus cross-entropy ranks children better at this scale; ENAS uses accuracy.',
    default: 'crossEntropy',
    options: [
      { value: 'crossEntropy', label: 'minus cross-entropy' },
      { value: 'accuracy', label: 'accuracy' },
    ],
  }),
  costWeight: number({
    kind: 'real',
    link: 'lambda',
    group: 'strategy',
    label: 'price of work λ',
    hint: 'Taken off the reward: λ × the child’s multiply–adds as a part of the dearest child’s.',
    default: 0,
    min: 0,
    max: 2,
    step: 0.05,
  }),
  policyLearningRate: number({
    kind: 'real',
    link: 'plr',
    group: 'strategy',
    label: 'policy learning rate',
    hint: 'Step size of the controller (Adam).',
    default: 0.02,
    min: 0.0001,
    max: 0.2,
    step: 0.0001,
    scale: 'log',
  }),
  tanhConstant: number({
    kind: 'real',
    link: 'c',
    group: 'strategy',
    label: 'tanh bound c',
    hint: 'Logits are c · tanh(z / T): no choice can become certain.',
    default: 2.5,
    min: 0.5,
    max: 5,
    step: 0.1,
  }),
  temperature: number({
    kind: 'real',
    link: 'T',
    group: 'strategy',
    label: 'temperature T',
    hint: 'Divides the logits before the bound: higher samples more evenly.',
    default: 1,
    min: 0.25,
    max: 10,
    step: 0.25,
    advanced: true,
  }),
  operationTanhReduction: number({
    kind: 'real',
    link: 'q',
    group: 'strategy',
    label: 'operation bound reduction q',
    hint: 'The bound of operation logits is c / q.',
    default: 1,
    min: 1,
    max: 5,
    step: 0.1,
    advanced: true,
  }),
  convolutionBias: flag({
    link: 'bias',
    group: 'strategy',
    label: 'start biased to convolutions',
    hint: 'As in the ENAS code: operation logits start with a strong lean to separable convolutions.',
    default: false,
    advanced: true,
  }),
  entropyWeight: number({
    kind: 'real',
    link: 'ew',
    group: 'strategy',
    label: 'entropy weight',
    hint: 'How strongly the policy is kept undecided.',
    default: 0.001,
    min: 0,
    max: 0.2,
    step: 0.0001,
    advanced: true,
  }),
  entropyMode: choice({
    link: 'em',
    group: 'strategy',
    label: 'entropy enters',
    hint: 'As a bonus on the reward (ENAS code) or directly in the loss.',
    default: 'loss',
    options: [
      { value: 'loss', label: 'the loss' },
      { value: 'reward', label: 'the reward' },
    ],
    advanced: true,
  }),
  baselineDecay: number({
    kind: 'real',
    link: 'bd',
    group: 'strategy',
    label: 'baseline decay',
    hint: 'How slowly the reward baseline follows.',
    default: 0.9,
    min: 0,
    max: 0.999,
    step: 0.001,
    advanced: true,
  }),
  hiddenUnits: number({
    link: 'hidden',
    group: 'strategy',
    label: 'controller width',
    hint: 'Hidden units of the LSTM controller.',
    default: 64,
    min: 8,
    max: 128,
    step: 8,
    advanced: true,
  }),

  deriveChildren: number({
    link: 'dn',
    group: 'derive',
    label: 'children to derive from',
    hint: 'Sampled from the policy at the end; the best on validation is kept.',
    default: 50,
    min: 1,
    max: 500,
    step: 1,
  }),
  deriveImages: number({
    link: 'dimages',
    group: 'derive',
    label: 'derive images',
    hint: 'Validation images that score each of them, the same for all.',
    default: 256,
    min: 64,
    max: 1_000,
    step: 64,
    unit: 'images',
  }),

  retrainSteps: number({
    link: 'rsteps',
    group: 'retrain',
    label: 'steps from scratch',
    hint: 'Training steps that every compared cell gets, on train and validation together.',
    default: 200,
    min: 10,
    max: 5_000,
    step: 10,
    unit: 'steps',
  }),
  retrainRandom: number({
    link: 'k',
    group: 'retrain',
    label: 'random cells',
    hint: 'Uniformly drawn cells trained beside the derived one.',
    default: 8,
    min: 1,
    max: 40,
    step: 1,
  }),
  retrainLearningRate: number({
    kind: 'real',
    link: 'rlr',
    group: 'retrain',
    label: 'learning rate from scratch',
    hint: 'Adam, falling to zero as one cosine.',
    default: 0.03,
    min: 0.001,
    max: 0.2,
    step: 0.001,
    scale: 'log',
    advanced: true,
  }),
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settingsTable;

type ValueOf<S> = S extends NumberSetting
  ? number
  : S extends SwitchSetting
    ? boolean
    : S extends SetSetting<infer T>
      ? readonly T[]
      : S extends ChoiceSetting<infer T>
        ? T
        : never;

/** One value for every setting: everything that an experiment depends on. */
export type Settings = { readonly [K in SettingKey]: ValueOf<(typeof settingsTable)[K]> };
