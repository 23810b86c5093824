import { EXAMPLES_BINDINGS, LIST_HEADER_WORDS, OPERATION_BINDINGS, UPDATE_BINDINGS, WORKGROUP, main } from './wgsl.ts';

/** A compute shader and how many workgroups each entry of its work list takes. */
export interface Kernel {
  readonly label: string;
  readonly bindings: 'operation' | 'update' | 'examples';
  readonly code: string;
  readonly groupsPerEntry: number;
}

/**
 * A kernel over a work list: `stride` words an entry, `invocations` an entry. In `body`, `index` is the invocation
 * and `entry` the word of the table at which the entry starts.
 */
export function operationKernel(options: {
  readonly label: string;
  readonly stride: number;
  readonly invocations: number;
  readonly body: string;
  readonly functions?: string;
}): Kernel {
  const { label, stride, invocations, body, functions = '' } = options;
  return {
    label,
    bindings: 'operation',
    code: OPERATION_BINDINGS + functions + main(stride, invocations, body),
    groupsPerEntry: Math.ceil(invocations / WORKGROUP),
  };
}

/** As `operationKernel`, with the examples of one split instead of the weights. */
export function examplesKernel({ label, stride, invocations, body }: Parameters<typeof operationKernel>[0]): Kernel {
  return {
    label,
    bindings: 'examples',
    code: EXAMPLES_BINDINGS + main(stride, invocations, body),
    groupsPerEntry: Math.ceil(invocations / WORKGROUP),
  };
}

/** As `operationKernel`, with the parameters, their gradients and the optimiser state writable. */
export function updateKernel(label: string, stride: number, invocations: number, body: string): Kernel {
  return {
    label,
    bindings: 'update',
    code: UPDATE_BINDINGS + main(stride, invocations, body),
    groupsPerEntry: Math.ceil(invocations / WORKGROUP),
  };
}

/**
 * As `operationKernel`, with all invocations of an entry in one workgroup, so that they may wait for each other and
 * exchange numbers through the arena (`storageBarrier`).
 */
export function cooperativeKernel(options: Parameters<typeof operationKernel>[0]): Kernel {
  const { label, stride, invocations, body, functions = '' } = options;
  return {
    label,
    bindings: 'operation',
    groupsPerEntry: 1,
    code: /* wgsl */ `${OPERATION_BINDINGS}${functions}
@compute @workgroup_size(${invocations})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32) {
  let entry = ${LIST_HEADER_WORDS}u + group.y * ${stride}u;
${body}
}`,
  };
}
