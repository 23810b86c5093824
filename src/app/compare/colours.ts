/** Colours that runs are told apart by, in the order in which they are given out; a letter always stands beside them. */
const runColours = ['var(--s3)', 'var(--m3)', 'var(--id)', 'var(--c3)', 'var(--a3)', 'var(--ink)'] as const;

export function colourOf(index: number): string {
  return runColours[index % runColours.length] ?? 'var(--ink)';
}

/** Its letter: a, b, c … */
export function letterOf(index: number): string {
  return String.fromCharCode(97 + (index % 26));
}
