declare const sort: unique symbol;

/**
 * Where numbers of one sort lie, in vec4: in the flat range of parameters (`'weights'`), or in the arena. The sort is
 * there for the compiler only, so that places of different sorts are not taken for one another.
 */
export type At<Sort extends string> = number & { readonly [sort]: Sort };
/** The bits of a 32-bit float. */
export type FloatBits = number & { readonly [sort]: 'float bits' };
/** The index of a term in its work list. */
export type TermIndex = number & { readonly [sort]: 'term index' };
/** A plain number: a count, a stride, a set of bits. */
export type Count = number & { readonly [sort]?: never };
export type Flag = 0 | 1;

/** For words that the kernel does not use, or not in this entry. */
export const NOWHERE = 0 as At<never>;

/** The place so many vec4 further, of the same sort. */
export function past<Sort extends string>(at: At<Sort>, quads: number): At<Sort> {
  return (at + quads) as At<Sort>;
}

const floatView = new Float32Array(1);
const bitView = new Uint32Array(floatView.buffer);

export function floatBits(value: number): FloatBits {
  floatView[0] = value;
  return bitView[0] as FloatBits;
}

/** One word of an entry or a term: what TypeScript may put there, and how WGSL reads it. */
export interface Word<Value extends number> {
  readonly read: (word: string) => string;
  /** For the compiler only. */
  readonly value?: Value;
}

const plain = (word: string): string => word;

/** A place of one of these sorts, which are named for the compiler only. */
export const at: <Sort extends string>(...sorts: readonly [Sort, ...Sort[]]) => Word<At<Sort>> = () => ({
  read: plain,
});
export const count: Word<Count> = { read: plain };
export const termIndex: Word<TermIndex> = { read: plain };
export const float: Word<FloatBits> = { read: (word) => `bitcast<f32>(${word})` };
export const flag: Word<Flag> = { read: (word) => `${word} == 1u` };

/** An entry or a term as it is written: a value for each word. */
export type Written = Readonly<Record<string, number>>;
type WrittenAs<Declared> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Word<infer Value> ? Value : never;
};

/** The words of an entry, or of a term, of a kernel's work list, in order. */
export class Words<Values extends Written> {
  /** Names that WGSL and TypeScript share. */
  readonly names: readonly string[];
  readonly #declared: ReadonlyMap<string, Word<number>>;

  constructor(declared: Readonly<Record<keyof Values & string, Word<number>>>) {
    this.#declared = new Map(Object.entries<Word<number>>(declared));
    this.names = [...this.#declared.keys()];
  }

  /** Words from one entry or term to the next. */
  get stride(): number {
    return this.names.length;
  }

  /** WGSL of one word of the entry or term that starts at word `start` of the table. */
  word(name: keyof Values & string, start: string): string {
    const index = this.names.indexOf(name);
    return (this.#declared.get(name) as Word<number>).read(`table[${start}${index === 0 ? '' : ` + ${index}u`}]`);
  }

  /** WGSL that reads every word into a `let` of its name. */
  read(start: string): string {
    return this.names.map((name) => `  let ${name} = ${this.word(name, start)};`).join('\n');
  }

  /** WGSL of the word of the table at which the term of an index starts. */
  start(index: string): string {
    return `table[0] + ${index} * ${this.stride}u`;
  }

  /** WGSL that names the words at which terms start: the `first`, and the `last` after all of them. */
  range(firstIndex: string, count: string): string {
    return `  let first = ${this.start(firstIndex)};\n  let last = first + ${count} * ${this.stride}u;`;
  }

  /** WGSL that runs `body` for each term of the `range`, with its words read; it starts at word `term`. */
  each(body: string): string {
    return `  for (var term = first; term < last; term += ${this.stride}u) {\n${this.read('term')}\n${body}\n  }`;
  }
}

/** Declares the words of an entry or a term: stride, WGSL that reads them and what a list takes follow. */
export function words<const Declared extends Readonly<Record<string, Word<number>>>>(
  declared: Declared,
): Words<WrittenAs<Declared>> {
  return new Words<WrittenAs<Declared>>(declared);
}
