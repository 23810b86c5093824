/** The closed lists that the bench's report is made of. */
export const childNames = ['mixed', 'sep12', 'preset', 'macro', 'recurrent', 'recurrentEnas'] as const;
export type ChildName = (typeof childNames)[number];

export const contenderNames = ['engine', 'tfjsWebgpu', 'tfjsWebgl', 'tfjsCpu', 'jaxJs'] as const;
export type ContenderName = (typeof contenderNames)[number];
/** Those that the engine is compared with. */
export const rivalNames = ['tfjsWebgpu', 'tfjsWebgl', 'tfjsCpu', 'jaxJs'] as const satisfies readonly ContenderName[];

/** What `--only` may name, in the order of the report. */
export const partNames = [
  ...childNames,
  'gflops',
  'scaling',
  'score',
  'controller',
  'memory',
  'readbacks',
  'issue',
  'startup',
] as const;
export type PartName = (typeof partNames)[number];

/** Children at once, cells of the network, images of a batch: everything else as in the mixed child. */
export const scales = {
  children: ['1', '2', '4', '8'],
  cells: ['1', '2', '4'],
  batch: ['8', '32', '128'],
} as const;

/** The directions of the engine's convolution kernels. */
export const kernelNames = ['forward', 'backward', 'weights'] as const;
export type KernelName = (typeof kernelNames)[number];
