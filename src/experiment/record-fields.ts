import * as v from 'valibot';
import { type Measure, type MeasureName, measureNames } from './measures/measures.ts';

/** What one value of a run record may be. */

/** One check a number: records hold tens of thousands, and pipes of checks take several times as long. */
const number = (holds: (value: number) => boolean) =>
  v.custom<number>((value) => typeof value === 'number' && Number.isFinite(value) && holds(value));
export const count = number((value) => Number.isSafeInteger(value) && value >= 0);
/** Numbers are computed in 32 bits; beyond their range the page's own sums would overflow. */
const LARGEST = 3.5e38;
export const finite = number((value) => Math.abs(value) <= LARGEST);
export const fraction = number((value) => value >= 0 && value <= 1);
export const notNegative = number((value) => value >= 0 && value <= LARGEST);
export const word = v.pipe(v.string(), v.maxLength(200));
/** A child in the notation of `Space.print`. */
export const notation = v.pipe(v.string(), v.maxLength(2_000));

/** Six significant digits: about what 32-bit floats hold. */
export function round6(value: number): number {
  return Number(value.toPrecision(6));
}

/** What ranks and orders are by where a record does not say it: the first there was. */
export const UNNAMED_MEASURE: MeasureName = 'accuracy';

export const measureName = v.exactOptional(v.picklist(measureNames));

/** The field that names a measure, left out where none needs to be named. */
export function namedMeasure({ name }: Measure): { readonly measure?: MeasureName } {
  return name === UNNAMED_MEASURE ? {} : { measure: name };
}
