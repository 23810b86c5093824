/** Columns of a usual terminal; more of a long notation would wrap, and its mark would stand elsewhere. */
const WIDTH = 76;

/** The line of `text` that holds `position`, as much of it as fits, and under it a caret at the position. */
export function pointAt(text: string, position: number): string {
  const start = text.lastIndexOf('\n', position - 1) + 1;
  const end = text.indexOf('\n', position);
  const line = printable(text.slice(start, end < 0 ? undefined : end));
  const at = printable(text.slice(start, position)).length;
  const from = Math.max(0, Math.min(at - WIDTH / 2, line.length + 1 - WIDTH));
  const shown = line.slice(from, from + WIDTH).join('');
  const before = from > 0 ? '…' : '';
  const after = from + WIDTH < line.length ? '…' : '';
  return `${before}${shown}${after}\n${' '.repeat(before.length + at - from)}^`;
}

/** One column a character: tabs and control characters as spaces. */
function printable(text: string): string[] {
  return Array.from(text, (character) => (/\p{C}|\s/u.test(character) ? ' ' : character));
}
