/** The smallest run in which everything happens: two cells of two nodes on 7 × 7 pixels, a second or two on the CPU. */
const smallest = {
  preset: 'quick-tour',
  side: 7,
  nodes: 2,
  ch: 4,
  stages: 2,
  batch: 8,
  m: 1,
  on: 'policy',
  hidden: 8,
  warm: 0,
  rounds: 2,
  steps: 2,
  updates: 2,
  children: 2,
  rbatch: 16,
  dn: 2,
  dimages: 64,
  rsteps: 10,
  k: 1,
} as const;

type Changes = Readonly<Record<string, string | number>>;

/** A link to the smallest run with `changes`, by the names of links. */
export function smallLink(changes: Changes = {}): string {
  const fields = Object.entries({ v: 1, ...smallest, ...changes });
  return `#${fields.map(([name, value]) => `${name}=${value}`).join('&')}`;
}

/** A run that does not end while a test looks at it. */
export const endless: Changes = { rounds: 200, steps: 500 };
