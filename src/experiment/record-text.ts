import type { RunRecord } from './record.ts';

/** The record as a text file: one line for each top-level key. */
export function recordText({ otherSettings, ...record }: RunRecord): string {
  const whole = { ...record, settings: { ...record.settings, ...otherSettings } };
  const lines = Object.entries(whole).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
