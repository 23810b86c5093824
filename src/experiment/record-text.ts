import type { RunRecord } from './record.ts';

/** The record as a text file: one line for each top-level key. */
export function recordText(record: RunRecord): string {
  const lines = Object.entries(record).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
