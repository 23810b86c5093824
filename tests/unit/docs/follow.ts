/** What may be cited of a note. */
interface Note {
  /** Numbers of headings (`3`, `3.1`) and of numbered items of a section (`9.16`). */
  readonly numbers: ReadonlySet<string>;
  /** Names of equations and rules that begin a paragraph or an item: `7`, `F3`. */
  readonly equations: ReadonlySet<string>;
  /** Text of all headings, in small letters. */
  readonly headings: readonly string[];
}

/** Notes by their path: `docs/methods/enas.md`. */
export type Notes = ReadonlyMap<string, Note>;

export function readNote(markdown: string): Note {
  const numbers = new Set<string>();
  const equations = new Set<string>();
  const headings: string[] = [];
  let section = '';
  for (const line of markdown.split('\n')) {
    const heading = /^#{1,6} (?:(\d+(?:\.\d+)*)\.? )?(.*)$/.exec(line);
    const item = /^(\d+)\. /.exec(line)?.[1];
    const equation = /^(?:- )?\((F?\d+)\) /.exec(line)?.[1];
    if (heading !== null) {
      section = heading[1] ?? section;
      if (heading[1] !== undefined) numbers.add(heading[1]);
      headings.push((heading[2] ?? '').toLowerCase());
    } else if (item !== undefined) numbers.add(`${section}.${item}`);
    else if (equation !== undefined) equations.add(equation);
  }
  return { numbers, equations, headings };
}

/** A place in a note that a text names, and where in the text it does. */
interface Citation {
  readonly note: string;
  readonly at: number;
  /** As written; empty where only the note is named. */
  readonly place: string;
  readonly known: (note: Note) => boolean;
}

/** `methods/enas`, but no path to a module; or the path of a document. */
const NOTE = /(?<![\w./-])(?:methods\/([a-z][a-z0-9-]*)(?![\w/-]|\.\w)|(docs\/[\w./-]+?\.md)\b)/g;

/** What may follow: `3.1`, `section 6`, `(7)`, `(4)–(7)`, `(F3)`, `(words of a heading)`. */
const FIRST = /^ (?:(?:section )?(\d+(?:\.\d+)*)(?!\w)|\((F?\d+)\)(?:–\((F?\d+)\))?|\(([a-z][a-z -]+)\))/;
/** What may follow that: ` and section 4`, `, answer 14`, ` and (F2)`. */
const NEXT = /^(?:, | and )(?:section (\d+(?:\.\d+)*)|answer (\d+)|\((F?\d+)\))/;
/** What a comment says of the note that it cites elsewhere: `(3.3)`, `(8)`, `(F1)`, `(answer 13)`. */
const BARE = /(?<![\w.)])\((?:answer (\d+)|([1-9]\d*\.\d+)|(F?\d+))\)/g;

const number = (place: string) => ({ place, known: ({ numbers }: Note) => numbers.has(place) });
const equation = (name: string) => ({ place: `(${name})`, known: ({ equations }: Note) => equations.has(name) });
/** The answers of a method note are the items of its section “Known answers”. */
const answer = (item: string) => ({ place: `answer ${item}`, known: ({ numbers }: Note) => numbers.has(`9.${item}`) });

/** A text with the marks of comment lines made spaces, so that a sentence may go over several lines; equally long. */
function unbroken(text: string): string {
  return text.replace(/\n[ \t]*(?:\*(?!\/)|\/\/+)?/g, (mark) => ' '.repeat(mark.length));
}

function citationsIn(text: string): Citation[] {
  const plain = unbroken(text);
  return [...plain.matchAll(NOTE)].flatMap((match): Citation[] => {
    const [whole, method, path] = match;
    const at = match.index;
    const note = path ?? `docs/methods/${method ?? ''}.md`;
    // Enough for any citation; what broke over lines is one space again.
    let rest = plain.slice(at + whole.length, at + whole.length + 200).replace(/ +/g, ' ');
    const cited: Pick<Citation, 'place' | 'known'>[] = [];
    const first = FIRST.exec(rest);
    if (first !== null) {
      const [all, section, from, to, words] = first;
      if (section !== undefined) cited.push(number(section));
      for (const name of [from, to]) if (name !== undefined) cited.push(equation(name));
      if (words !== undefined) {
        cited.push({ place: `(${words})`, known: ({ headings }) => headings.some((one) => one.includes(words)) });
      }
      rest = rest.slice(all.length);
      for (let next = NEXT.exec(rest); next !== null; next = NEXT.exec(rest)) {
        const [more, other, item, name] = next;
        if (other !== undefined) cited.push(number(other));
        if (item !== undefined) cited.push(answer(item));
        if (name !== undefined) cited.push(equation(name));
        rest = rest.slice(more.length);
      }
    }
    const named = { place: '', known: () => true };
    return [named, ...cited].map((one) => ({ note, at, ...one }));
  });
}

/** Citations without a note's name, in comments that name exactly one. */
function bareIn(text: string): Citation[] {
  return [...text.matchAll(/\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n?)+/gm)].flatMap((comment): Citation[] => {
    const notes = new Set(citationsIn(comment[0]).map(({ note }) => note));
    const [note] = notes;
    if (note === undefined || notes.size > 1) return [];
    return [...comment[0].matchAll(BARE)].map((match): Citation => {
      const [, item, section, name] = match;
      const at = comment.index + match.index;
      if (item !== undefined) return { note, at, ...answer(item) };
      return { note, at, ...(section === undefined ? equation(name ?? '') : number(section)) };
    });
  });
}

/** One sentence, beginning with `file:line`, for every citation of a text that leads nowhere. */
export function deadCitations(file: string, text: string, notes: Notes): string[] {
  const dead = [...citationsIn(text), ...bareIn(text)].flatMap(({ note: path, at, place, known }) => {
    const where = `${file}:${text.slice(0, at).split('\n').length}`;
    const note = notes.get(path);
    if (note === undefined) return [`${where} cites ${path}, which does not exist.`];
    return known(note) ? [] : [`${where} cites ${place} of ${path}, which has no such place.`];
  });
  return [...new Set(dead)];
}
