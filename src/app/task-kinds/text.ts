import type { TaskKindFacts } from './kind.ts';

/** How long a text is, nobody knows before it is loaded; of a generated one the entropy rate is known. */
export const text: TaskKindFacts = {
  data: 'text',
  whence: 'where the text comes from',
  counts: (_, about) => about?.counts ?? null,
  bound: (examples) =>
    examples.kind !== 'text' || examples.entropyRate === null ? null : Math.exp(examples.entropyRate),
};
