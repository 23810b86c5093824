import * as v from 'valibot';
import type { Architecture } from '../space/space.ts';
import { notation, round6 } from './record-fields.ts';

/** Prints a child. */
export type Print = (architecture: Architecture) => string;
/** Reads a child; throws where its space cannot. */
export type Read = (notation: string) => Architecture;

/** How one value stands in a record: what may stand there, and both ways. */
interface Field<Value, Stored> {
  readonly schema: v.GenericSchema<unknown, Stored>;
  write(value: Value, print: Print): Stored;
  read(stored: Stored, read: Read): Value;
}

/** A value as it is. */
export function same<Value>(schema: v.GenericSchema<unknown, Value>): Field<Value, Value> {
  return { schema, write: (value) => value, read: (stored) => stored };
}

/** A measured number, in six significant digits. */
export function measured(schema: v.GenericSchema<unknown, number>): Field<number, number> {
  return { schema, write: round6, read: (stored) => stored };
}

/** A child by its notation. */
export const child: Field<Architecture, string> = {
  schema: notation,
  write: (architecture, print) => print(architecture),
  read: (stored, read) => read(stored),
};

/** Any number of the same. */
export function list<Value, Stored>(field: Field<Value, Stored>): Field<readonly Value[], readonly Stored[]> {
  return {
    schema: v.array(field.schema),
    write: (values, print) => values.map((value) => field.write(value, print)),
    read: (stored, read) => stored.map((one) => field.read(one, read)),
  };
}

/** A value, or null. */
export function nullable<Value, Stored>(field: Field<Value, Stored>): Field<Value | null, Stored | null> {
  return {
    schema: v.nullable(field.schema),
    write: (value, print) => (value === null ? null : field.write(value, print)),
    read: (stored, read) => (stored === null ? null : field.read(stored, read)),
  };
}

/** A field of whatever. */
interface Whatever {
  readonly schema: v.GenericSchema;
  write(value: never, print: Print): unknown;
  read(stored: never, read: Read): unknown;
}

export type TableFields = Readonly<Record<string, Whatever>>;
type Value<F> = F extends { read(stored: never, read: Read): infer Value } ? Value : never;
type Stored<F> = F extends { write(value: never, print: Print): infer Stored } ? Stored : never;

/** Where a field stands: a child is found under its notation. */
type ColumnOf<Key> = Key extends 'architecture' ? 'notation' : Key;
const columnOf = (key: string): string => (key === 'architecture' ? 'notation' : key);

/** What the fields are of. */
export type RowOf<F extends TableFields> = { readonly [K in keyof F]: Value<F[K]> };
/** One of them in a record. */
export type EntryOf<F extends TableFields> = { readonly [K in keyof F as ColumnOf<K>]: Stored<F[K]> };
/** A whole table in a record: columns of equal length, so that it loads into any data frame as it is. */
export type ColumnsOf<F extends TableFields> = { readonly [K in keyof F as ColumnOf<K>]: readonly Stored<F[K]>[] };

/** Columns of one table differ in length. */
export class UnevenColumns extends Error {}

interface AnyField {
  readonly schema: v.GenericSchema;
  write(value: unknown, print: Print): unknown;
  read(stored: unknown, read: Read): unknown;
}

function entriesOf(fields: TableFields): readonly (readonly [string, AnyField])[] {
  return Object.entries(fields);
}

/** Several named values as one object. */
export function entry<F extends TableFields>(fields: F): Field<RowOf<F>, EntryOf<F>> {
  const all = entriesOf(fields);
  return {
    schema: v.looseObject(
      Object.fromEntries(all.map(([key, { schema }]) => [columnOf(key), schema])),
    ) as unknown as v.GenericSchema<unknown, EntryOf<F>>,
    write: (row, print) =>
      Object.fromEntries(
        all.map(([key, field]) => [columnOf(key), field.write(row[key], print)]),
      ) as unknown as EntryOf<F>,
    read: (stored, read) => {
      const values = stored as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        all.map(([key, field]) => [key, field.read(values[columnOf(key)], read)]),
      ) as unknown as RowOf<F>;
    },
  };
}

/** The fields of one kind of row, said once: from them follow the schema of a table, its writing and its reading. */
export class Table<F extends TableFields> {
  /** Columns that it does not know are let through. */
  readonly schema: v.GenericSchema<unknown, ColumnsOf<F>>;
  readonly #fields: readonly (readonly [string, AnyField])[];

  constructor(fields: F) {
    this.#fields = entriesOf(fields);
    const columns = this.#fields.map(([key, { schema }]) => [columnOf(key), v.array(schema)] as const);
    this.schema = v.looseObject(Object.fromEntries(columns)) as unknown as v.GenericSchema<unknown, ColumnsOf<F>>;
  }

  write(rows: readonly RowOf<F>[], print: Print): ColumnsOf<F> {
    return Object.fromEntries(
      this.#fields.map(([key, field]) => [columnOf(key), rows.map((row) => field.write(row[key], print))]),
    ) as unknown as ColumnsOf<F>;
  }

  /** Throws an `UnevenColumns` where columns differ in length, unknown ones too. */
  read(stored: ColumnsOf<F>, read: Read): RowOf<F>[] {
    const columns = new Map(Object.entries(stored as Readonly<Record<string, unknown>>));
    const lengths = [...columns.values()].map((column) => (Array.isArray(column) ? column.length : NaN));
    if (new Set(lengths).size > 1) throw new UnevenColumns();
    return Array.from(
      { length: lengths[0] ?? 0 },
      (_, row) =>
        Object.fromEntries(
          this.#fields.map(([key, field]) => {
            const column = columns.get(columnOf(key)) as readonly unknown[];
            return [key, field.read(column[row], read)];
          }),
        ) as unknown as RowOf<F>,
    );
  }
}
