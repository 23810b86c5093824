/** How the page writes numbers: thin spaces in thousands, no leading zero on fractions of one, a true minus sign. */

const THIN_SPACE = '\u2009';

/** An integer with thin spaces in thousands: 1 152. */
export function count(value: number | bigint): string {
  const digits = (typeof value === 'bigint' ? value : Math.round(value)).toString();
  return digits.replace('-', '−').replace(/\B(?=(\d{3})+(?!\d))/g, THIN_SPACE);
}

/** A fixed number of decimals with a true minus sign: −13.9. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** A part of one, without its leading zero: .8145, 1.0000 stays as it is. */
export function part(value: number, decimals: number): string {
  return fixed(value, decimals).replace(/^(−?)0\./, '$1.');
}

/** An accuracy, with as many decimals as `images` can tell apart: two below 300, then three, four from 2,000. */
export function accuracy(value: number, images: number): string {
  return part(value, images < 300 ? 3 : 4);
}

/** A probability with two decimals: .53. */
export function probability(value: number): string {
  return part(value, 2);
}

/** Two probabilities with two decimals, with three where those are the same: .195 and .204. */
export function probabilitiesApart(before: number, after: number): readonly [string, string] {
  const decimals = probability(before) === probability(after) ? 3 : 2;
  return [part(before, decimals), part(after, decimals)];
}

/** A signed difference: +2.8 or −0.4. */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return text.startsWith('−') ? text : `+${text}`;
}

/** A setting's value with no more decimals than it needs: 2.5, 0.0001, 10 000. */
export function setting(value: number): string {
  return Number.isInteger(value) ? count(value) : fixed(value, 6).replace(/0+$/, '');
}

export interface Scientific {
  readonly mantissa: string;
  readonly exponent: number;
}

/** A large exact integer as mantissa (three digits, rounded) and power of ten. */
export function scientific(value: bigint): Scientific {
  const digits = value.toString();
  let exponent = digits.length - 1;
  let leading = Math.round(Number(digits.slice(0, 4).padEnd(4, '0')) / 10);
  if (leading === 1_000) {
    leading = 100;
    exponent++;
  }
  return { mantissa: (leading / 100).toFixed(2), exponent };
}

/** A large integer as a formula (see `Power`): exact below a million, else 3.16 × 10^19. */
export function large(value: bigint): string {
  if (value < 1_000_000n) return count(value);
  const { mantissa, exponent } = scientific(value);
  return `${mantissa} × 10^${exponent}`;
}

/** A duration in words a person would use: 40 s, 3 min, 1.5 h. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.max(1, Math.round(seconds)).toString()} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60).toString()} min`;
  return `${fixed(seconds / 3_600, 1)} h`;
}

/** Many multiply–adds in few digits: 1.23 M. */
export function work(multiplyAdds: number): string {
  if (multiplyAdds >= 1e12) return `${fixed(multiplyAdds / 1e12, 2)} T`;
  if (multiplyAdds >= 1e9) return `${fixed(multiplyAdds / 1e9, 2)} G`;
  if (multiplyAdds >= 1e6) return `${fixed(multiplyAdds / 1e6, 2)} M`;
  return multiplyAdds >= 1e4 ? `${count(multiplyAdds / 1e3)} k` : count(multiplyAdds);
}
