/**
 * Colours that runs are told apart by, in the order in which they are given out: hues that stay apart for colour-blind
 * eyes (Okabe–Ito), in both themes. A letter always stands beside them.
 */
export const runColours = [
  { name: 'blue', paint: 'var(--s3)' },
  { name: 'vermillion', paint: 'var(--m3)' },
  { name: 'green', paint: 'var(--id)' },
  { name: 'purple', paint: 'var(--c3)' },
  { name: 'orange', paint: 'var(--a3)' },
  { name: 'ink', paint: 'var(--ink)' },
] as const;

export function colourOf(index: number): string {
  return runColours[index % runColours.length]?.paint ?? 'var(--ink)';
}

/** Its letter: a, b, c … */
export function letterOf(index: number): string {
  return String.fromCharCode(97 + (index % 26));
}
