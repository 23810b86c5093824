import { EXAMPLES_BINDINGS, main, OPERATION_BINDINGS, readEntry, UPDATE_BINDINGS, WORKGROUP } from './wgsl.ts';
import type { Words, Written } from './words.ts';

/** A compute shader over a work list: what its entries and terms say, and how many workgroups each entry takes. */
export interface Kernel<Entry extends Written = Written, Term extends Written = Written> {
  readonly label: string;
  readonly bindings: 'operation' | 'update' | 'examples';
  readonly code: string;
  readonly groupsPerEntry: number;
  readonly entry: Words<Entry>;
  /** Null where entries have no lists of their own. */
  readonly term: Words<Term> | null;
}

export interface KernelOptions<Entry extends Written, Term extends Written> {
  readonly label: string;
  readonly entry: Words<Entry>;
  readonly term?: Words<Term>;
  /** Invocations an entry. */
  readonly invocations: number;
  /** WGSL in which `index` is the invocation and every word of the entry has its name; a term's are read by `Words`. */
  readonly body: string;
  readonly functions?: string;
}

type Bindings = Kernel['bindings'];
const bindingsCode: Readonly<Record<Bindings, string>> = {
  operation: OPERATION_BINDINGS,
  examples: EXAMPLES_BINDINGS,
  update: UPDATE_BINDINGS,
};

function kernelOf<Entry extends Written, Term extends Written>(
  bindings: Bindings,
  { label, entry, term, invocations, body, functions = '' }: KernelOptions<Entry, Term>,
): Kernel<Entry, Term> {
  return {
    label,
    bindings,
    code: bindingsCode[bindings] + functions + main(readEntry(entry), invocations, body),
    groupsPerEntry: Math.ceil(invocations / WORKGROUP),
    entry,
    term: term ?? null,
  };
}

/** A kernel that reads weights and works in the arena. */
export function operationKernel<Entry extends Written, Term extends Written = never>(
  options: KernelOptions<Entry, Term>,
): Kernel<Entry, Term> {
  return kernelOf('operation', options);
}

/** As `operationKernel`, with the examples of one split instead of the weights. */
export function examplesKernel<Entry extends Written, Term extends Written = never>(
  options: KernelOptions<Entry, Term>,
): Kernel<Entry, Term> {
  return kernelOf('examples', options);
}

/** As `operationKernel`, with the parameters, their gradients and the optimiser state writable. */
export function updateKernel<Entry extends Written, Term extends Written = never>(
  options: KernelOptions<Entry, Term>,
): Kernel<Entry, Term> {
  return kernelOf('update', options);
}

/**
 * As `operationKernel`, with all invocations of a workgroup for themselves, so that they may wait for each other and
 * exchange numbers through the arena (`storageBarrier`) or `shared` memory. One workgroup an entry, if no more are asked
 * for; which of them it is is `group.x`.
 */
export function cooperativeKernel<Entry extends Written, Term extends Written = never>(
  options: KernelOptions<Entry, Term> & { readonly groups?: number },
): Kernel<Entry, Term> {
  const { label, entry, term, invocations, body, functions = '', groups = 1 } = options;
  return {
    label,
    bindings: 'operation',
    groupsPerEntry: groups,
    code: /* wgsl */ `${OPERATION_BINDINGS}${functions}
@compute @workgroup_size(${invocations})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32) {
${readEntry(entry)}
${body}
}`,
    entry,
    term: term ?? null,
  };
}
