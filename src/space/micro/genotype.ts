import type { Architecture } from '../space.ts';
import type { MicroConfig } from './config.ts';
import type { OperationId } from './operations.ts';

/** One addend of a computed node: an operation on an earlier node. */
export interface Term {
  readonly input: number;
  readonly operation: OperationId;
}

/** What a child made of one cell. Nodes 0 and 1 are the cell's inputs; block *b* computes node *b* + 2. */
export interface CellGenotype {
  readonly blocks: readonly (readonly [Term, Term])[];
  /** Nodes that no block reads, inputs included, ascending; never empty. They are joined into the cell's output. */
  readonly looseEnds: readonly number[];
}

/** The inputs of a cell are its first nodes. */
export const CELL_INPUTS = 2;
/** Decisions a block makes: idx1, op1, idx2, op2 (storage order, methods/enas 2.3). */
export const DECISIONS_PER_BLOCK = 4;

/** A network of one stage has no reduction cell to design. */
export function cellCount(config: MicroConfig): 1 | 2 {
  return config.stages > 1 ? 2 : 1;
}

/**
 * Reads the cells out of an architecture: the normal cell, then, with more than one stage, the reduction cell.
 * Throws a `RangeError` if the architecture does not belong to the space.
 */
export function decode(config: MicroConfig, architecture: Architecture): CellGenotype[] {
  const decisionsPerCell = config.nodes * DECISIONS_PER_BLOCK;
  const expected = cellCount(config) * decisionsPerCell;
  if (architecture.length !== expected) {
    throw new RangeError(`An architecture of this space has ${expected} choices, not ${architecture.length}.`);
  }
  return Array.from({ length: cellCount(config) }, (_, cell) => {
    const blocks = Array.from({ length: config.nodes }, (_, block): [Term, Term] => {
      const at = cell * decisionsPerCell + block * DECISIONS_PER_BLOCK;
      return [readTerm(config, architecture, at, block), readTerm(config, architecture, at + 2, block)];
    });
    return { blocks, looseEnds: looseEnds(blocks) };
  });
}

/** The genotype of one kind of cell. */
export function genotypeOf(genotypes: readonly CellGenotype[], kind: 'normal' | 'reduction'): CellGenotype {
  const genotype = genotypes[kind === 'normal' ? 0 : 1];
  if (genotype === undefined) throw new RangeError(`The architecture has no ${kind} cell.`);
  return genotype;
}

function readTerm(config: MicroConfig, architecture: Architecture, at: number, block: number): Term {
  const input = architecture[at];
  const operation = config.operations[architecture[at + 1] ?? -1];
  if (input === undefined || !Number.isInteger(input) || input < 0 || input >= block + CELL_INPUTS) {
    throw new RangeError(`Choice ${at} of the architecture is not an earlier node: ${input}.`);
  }
  if (operation === undefined) {
    throw new RangeError(`Choice ${at + 1} of the architecture is not an operation of this space.`);
  }
  return { input, operation };
}

function looseEnds(blocks: readonly (readonly [Term, Term])[]): number[] {
  const read = new Set(blocks.flat().map((term) => term.input));
  return Array.from({ length: blocks.length + CELL_INPUTS }, (_, node) => node).filter((node) => !read.has(node));
}
