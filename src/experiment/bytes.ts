/** Bytes in words: kB, MB or GB of powers of ten, with one decimal below ten: 512 kB, 3.1 MB, 88 MB, 3.7 GB. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  const [value, unit] = bytes < 999.5e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${unit}`;
}
